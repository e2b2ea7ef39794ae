"""From printed bench steps backward to the doses they hold, by none of the formulas of planning."""
