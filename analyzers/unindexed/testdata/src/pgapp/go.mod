module pgapp
