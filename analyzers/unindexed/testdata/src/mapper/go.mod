module mapper
