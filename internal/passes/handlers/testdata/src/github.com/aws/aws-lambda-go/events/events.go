// Package events stands in for the library: the types in use.
package events

type APIGatewayProxyRequest struct{}

type APIGatewayProxyResponse struct{}

type SQSEvent struct{}
