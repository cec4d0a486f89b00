"""The staffing plan: roles by month, vacancies with their effect, the roster, skills and boarding."""
