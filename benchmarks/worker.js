// virastar, spoken to as benchmarks/worker.py is: node worker.js, in the folder that has node_modules/virastar.
const {createRequire} = require('module');
const folder = process.cwd() + '/';
const Virastar = createRequire(folder)('virastar');
const {version} = JSON.parse(require('fs').readFileSync(folder + 'node_modules/virastar/package.json', 'utf8'));
const virastar = new Virastar();
let texts = [];
const answer = value => process.stdout.write(JSON.stringify(value) + '\n');
answer({version, calls: ['normalize']});
require('readline').createInterface({input: process.stdin}).on('line', line => {
  const request = JSON.parse(line);
  texts = request.texts ?? texts;
  const start = process.cpuUsage();
  const results = texts.map(text => virastar.cleanup(text));
  const {user, system} = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  answer({seconds, results: request.texts ? results : null});
});
