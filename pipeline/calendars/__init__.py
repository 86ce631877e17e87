"""Calendars: Jalali, Gregorian, lunar Hijri and imperial; number words; units of time as intervals of days."""
