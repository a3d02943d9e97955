package queries

// gopg evaluates the calls of go-pg, whose chains are bun's but for the words that run them.
func gopg(b *builderCall) ([]value, bool) {
	switch b.method {
	case "Model", "ModelContext":
		return b.model("pg", len(b.args)-1, "model"), true
	case "WhereIn", "WhereInMulti":
		return b.add("where", b.text(0)), true
	case "WhereGroup", "WhereOrGroup":
		if len(b.args) == 1 {
			b.group(map[string]string{"WhereGroup": "where", "WhereOrGroup": "or"}[b.method], b.args[0])
		}
		return b.recv, true
	case "WhereStruct":
		return b.add("where", literally(hole)), true
	case "Select", "ForEach", "SelectOrInsert":
		return b.recv, true
	case "First", "Last":
		return b.add("limit", literally("1")), true
	case "CountEstimate", "SelectAndCountEstimate":
		return literally(""), true // PostgreSQL's own estimate
	case "SelectAndCount":
		return b.recv, true
	case "Insert":
		return b.add("insert", literally("")), true
	case "Update", "UpdateNotZero":
		return b.add("update", literally("")), true
	case "Delete", "ForceDelete":
		return b.add("delete", literally("")), true
	}
	return bun(b)
}
