// Package workers does work that is no request, and one function as a service.
package workers

import (
	"context"
	"encoding/json"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/hibiken/asynq"
	"github.com/robfig/cron/v3"
	"github.com/spf13/cobra"
)

func process(ctx context.Context, t *asynq.Task) error { return nil } // want "background signature"

var command = &cobra.Command{Use: "x", RunE: run}

func run(cmd *cobra.Command, args []string) error { return nil } // want "background registered"

func queue(ctx context.Context, e events.SQSEvent) error { return nil } // want "background registered"

func gateway(ctx context.Context, e events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) { // want `\* - registered`
	return events.APIGatewayProxyResponse{}, nil
}

func raw(ctx context.Context, e json.RawMessage) (events.APIGatewayProxyResponse, error) { // want `\* - registered`
	return events.APIGatewayProxyResponse{}, nil
}

func records(ctx context.Context, e json.RawMessage) error { return nil } // want "background registered"

type cleanup struct{}

func nightly() (string, cleanup) { return "@daily", cleanup{} }

func (cleanup) Run() {} // want "background registered"

func schedule(c *cron.Cron) { c.AddJob(nightly()) }

func main() {
	lambda.Start(raw)
	lambda.Start(records)
	lambda.Start(queue)
	lambda.Start(gateway)
}
