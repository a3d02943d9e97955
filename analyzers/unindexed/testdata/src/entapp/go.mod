module entapp
