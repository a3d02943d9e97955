// Package named keeps its statements in a file and knows them by name.
package named

import "database/sql"

type queries struct {
	GetMember  *sql.Stmt `query:"get-member"`
	GetList    *sql.Stmt `query:"get-list"`
	DeleteList *sql.Stmt `query:"delete-list"`
}

func run(q *queries) {
	q.GetList.Query("x")  // want `filter on lists.name has no index to serve it`
	q.DeleteList.Exec(1)  // want `foreign key members.list_id has no index: deleting from lists reads all of members`
	q.GetMember.Query("") // found by its unique key
}
