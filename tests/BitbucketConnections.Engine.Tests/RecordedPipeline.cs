using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.AwsClients.Tests;
using BitbucketConnections.Engine.Calling;

namespace BitbucketConnections.Engine.Tests;

/// <summary>
/// An engine session on an endpoint that returns bodies as AWS was recorded to return them. Each operation has a list of answers, and the last one
/// repeats.
/// </summary>
internal sealed class RecordedPipeline : IDisposable
{
    public const string Arn = "arn:aws:iam::111122223333:user/deployer";
    private readonly ConcurrentDictionary<string, Queue<Answer>> _answers = new(StringComparer.Ordinal);
    private readonly EnvironmentScope _environment;
    private readonly LoopbackServer _server;

    public RecordedPipeline(int attempts = 1)
    {
        _environment = new EnvironmentScope(("AWS_MAX_ATTEMPTS", attempts.ToString(CultureInfo.InvariantCulture)));
        _server = new LoopbackServer(Next);
        Session = new AwsEngine(Clock, CallLimits.Default).Open(
            new SessionSettings { Region = "us-east-1", AccessKey = "AKID", SecretKey = "s", EndpointUrl = new Uri(_server.Url) }, Sink);
    }

    public FakeClock Clock { get; } = new();

    public RecordingSink Sink { get; } = new();

    public EngineSession Session { get; }

    public IPipelineExecutionService Executions => Session.Executions;

    /// <summary>Gets the calls in their order.</summary>
    public string[] Calls => _server.Requests.Select(OperationOf).ToArray();

    /// <summary>Adds answers of an operation.</summary>
    public RecordedPipeline Answer(string operation, params string[] bodies)
    {
        foreach (var body in bodies)
        {
            _answers.GetOrAdd(operation, _ => new Queue<Answer>()).Enqueue(new Answer(body));
        }

        return this;
    }

    /// <summary>Adds a refusal of an operation. Without a message, the body has no message member.</summary>
    public RecordedPipeline Refuse(string operation, string code, string? message, int count = 1)
    {
        var body = new JsonObject { ["__type"] = code };
        if (message is not null)
        {
            body["message"] = message;
        }

        for (var i = 0; i < count; i++)
        {
            _answers.GetOrAdd(operation, _ => new Queue<Answer>()).Enqueue(new Answer(body.ToJsonString(), 400));
        }

        return this;
    }

    /// <summary>Adds a response that is lost on its way.</summary>
    public RecordedPipeline Lose(string operation)
    {
        _answers.GetOrAdd(operation, _ => new Queue<Answer>()).Enqueue(new Answer("{}") { MissingBytes = 10 });
        return this;
    }

    /// <summary>Gets the requests of an operation.</summary>
    public JsonObject[] Requests(string operation) =>
        _server.Requests.Where(request => OperationOf(request) == operation).Select(request => JsonNode.Parse(request.Body)!.AsObject()).ToArray();

    public void Dispose()
    {
        _server.Dispose();
        _environment.Dispose();
    }

    // A request without a target is a call of IAM.
    private static string OperationOf(RecordedRequest request) => request.Headers.TryGetValue("X-Amz-Target", out var target) ? target.Split('.')[1] : "IAM";

    private Answer Next(RecordedRequest request)
    {
        var operation = OperationOf(request);
        if (!_answers.TryGetValue(operation, out var answers))
        {
            if (operation == "IAM")
            {
                return new Answer("<ErrorResponse><Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>The role with name demo cannot be found.</Message></Error></ErrorResponse>", 404)
                {
                    ContentType = "text/xml",
                };
            }

            return new Answer("""{"__type":"UnknownOperationException"}""", 400);
        }

        lock (answers)
        {
            return answers.Count > 1 ? answers.Dequeue() : answers.Peek();
        }
    }
}
