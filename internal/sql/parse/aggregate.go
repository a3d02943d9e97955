package parse

// Aggregates reports whether e itself makes one value of many rows. A window function does not.
func (e *Expr) Aggregates() bool {
	return e.Kind == Func && e.Over == nil && (e.Agg || aggregates[e.Name])
}

// aggregates are PostgreSQL's own.
var aggregates = words("count sum avg min max array_agg string_agg json_agg jsonb_agg json_object_agg jsonb_object_agg bool_and " +
	"bool_or every bit_and bit_or bit_xor xmlagg range_agg range_intersect_agg any_value stddev stddev_pop stddev_samp variance " +
	"var_pop var_samp corr covar_pop covar_samp regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy " +
	"regr_syy mode percentile_cont percentile_disc")
