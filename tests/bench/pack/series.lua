-- The fourth question: measurements and exceedances per sector and pollutant.
-- luacheck: read globals sector_pollutant

group "sector_pollutant" { of = measurement, by = { enterprise.sector, measurement.pollutant } }

report "by-sector-and-pollutant" {
  title = "Measurements over their limits", per = sector_pollutant,
  columns = {
    { "Measurements", sector_pollutant.measurements:count() },
    { "Exceedances",  sector_pollutant.measurements:where(measurement.exceeds):count() },
  },
}
