package schema

type (
	Column struct {
		Name     string
		Type     int
		Unique   bool
		Nullable bool
	}
	Index struct {
		Name    string
		Unique  bool
		Columns []*Column
	}
	Table struct {
		Name       string
		Columns    []*Column
		PrimaryKey []*Column
		Indexes    []*Index
	}
)
