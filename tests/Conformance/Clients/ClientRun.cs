using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

/// <summary>Drives one client through the cases of client-cases.json: valid calls, calls that fail because of the state, and calls that the model makes invalid.</summary>
public sealed class ClientRun
{
    private static readonly HttpClient s_http = new HttpClient();
    private readonly IConformanceClient _client;
    private readonly IReadOnlyDictionary<string, ModelOfService> _models;
    private readonly IReadOnlyList<string> _documented;
    private readonly Uri _endpoint;
    private readonly string _token;
    private readonly int _invalidPerOperation;
    private readonly Dictionary<string, string> _values;
    private readonly HashSet<string> _absent = new HashSet<string>();
    private readonly SortedSet<string> _driven = new SortedSet<string>(StringComparer.Ordinal);
    private readonly List<string> _problems = new List<string>();
    private readonly HashSet<string> _targets = new HashSet<string>();
    private readonly HashSet<string> _deviations = new HashSet<string>();
    private IReadOnlyList<string> _known = Array.Empty<string>();
    private string _service;

    /// <summary>Creates the run.</summary>
    /// <param name="client">The client.</param>
    /// <param name="models">The service models.</param>
    /// <param name="documented">The operations that the sandbox supports, as service:operation.</param>
    /// <param name="endpoint">The endpoint of the sandbox.</param>
    /// <param name="token">The token of its control API.</param>
    /// <param name="account">The account of the client.</param>
    /// <param name="invalidPerOperation">How many invalid calls to make for each operation at most.</param>
    public ClientRun(IConformanceClient client, ModelOfService[] models, string[] documented, string endpoint, string token, string account, int invalidPerOperation)
    {
        _client = client;
        _models = models.ToDictionary(model => model.Service);
        _documented = documented;
        _endpoint = new Uri(endpoint);
        _token = token;
        _invalidPerOperation = invalidPerOperation;
        _values = new Dictionary<string, string> { ["account"] = account };
    }

    public string Name => _client.Name;

    /// <summary>Gets the operations that succeeded at least once, and those that never can.</summary>
    public IReadOnlyCollection<string> Driven => _driven;

    /// <summary>Gets the operations of the sandbox that the client does not have.</summary>
    public IReadOnlyList<string> Missing => _documented.Where(name => !Has(name)).ToList();

    /// <summary>Gets the targets that were sent, without their operations.</summary>
    public IReadOnlyCollection<string> Targets => _targets;

    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Gets the deviations of AWS from its models, of those in the cases, that the answers had.</summary>
    public IReadOnlyCollection<string> Deviations => _deviations;

    public int Calls { get; private set; }

    public int Answers { get; private set; }

    /// <summary>Runs all cases with all clients at the same time.</summary>
    public static void RunAll(ClientRun[] runs, string cases) => Task.WaitAll(runs.Select(run => Task.Run(() => run.Run(cases))).ToArray());

    /// <summary>Runs all cases.</summary>
    public void Run(string cases)
    {
        var all = JsonNode.Parse(cases);
        _known = all["deviations"].AsArray().Select(deviation => (string)deviation["problem"]).ToList();
        foreach (var journey in all["journeys"].AsArray())
        {
            foreach (var service in journey["services"].AsArray().Select(name => (string)name))
            {
                _service = service;
                Journey(journey["steps"].AsArray().Select(step => step.AsObject()).ToList());
            }
        }

        foreach (var name in _documented.Where(name => Has(name) && !_driven.Contains(name)))
        {
            _problems.Add(name + " has no case that succeeds");
        }
    }

    private void Journey(List<JsonObject> steps)
    {
        _values["service"] = _service;

        // A client without the service does not need the states that others prepare for it.
        var isPossible = steps.Any(step => step["call"] is JsonNode call && _client.Has(_service, (string)call));
        foreach (var step in steps)
        {
            if (isPossible)
            {
                Step(step);
            }
            else
            {
                Skip(step);
            }
        }
    }

    private bool Has(string name)
    {
        var parts = name.Split(':');
        return _client.Has(parts[0], parts[1]);
    }

    private void Step(JsonObject step)
    {
        var operation = (string)step["call"];
        if (operation is not null && !_models[_service].Has(operation))
        {
            _problems.Add(_service + ":" + operation + " is not in the model");
            return;
        }

        // The cases can have operations that are not documented yet.
        if (operation is not null && !(_client.Has(_service, operation) && _documented.Contains(_service + ":" + operation)))
        {
            Skip(step);
            return;
        }

        JsonObject input;
        try
        {
            input = Fill(step["with"] ?? new JsonObject()).AsObject();
        }
        catch (KeyNotFoundException missing) when (_absent.Contains(missing.Message))
        {
            // What the client does not have made no value for this step.
            Skip(step);
            return;
        }
        catch (KeyNotFoundException missing)
        {
            _problems.Add(_service + ":" + operation + ": no step kept " + missing.Message);
            Skip(step);
            return;
        }

        if (operation is null)
        {
            Control((string)step["control"], input);
            return;
        }

        var isFirst = !_driven.Contains(_service + ":" + operation);
        if (step["error"] is JsonNode error)
        {
            var failed = Call(operation, input, new List<string>());
            Expect(failed?.Error == (string)error, operation, input, "the error is " + (failed?.Error ?? "missing") + ", not " + error);
            if (step["never"] is not null && isFirst)
            {
                _driven.Add(_service + ":" + operation);
                CallInvalid(operation, input);
            }

            return;
        }

        var answer = Succeed(operation, input, step["until"]?.AsObject());
        if (answer is null)
        {
            Skip(step);
            return;
        }

        foreach (var kept in step["keep"]?.AsObject() ?? new JsonObject())
        {
            if (Find(answer.Output, (string)kept.Value) is JsonNode value)
            {
                _values[kept.Key] = value.GetValueKind() == JsonValueKind.String ? (string)value : value.ToJsonString();
            }
            else
            {
                _problems.Add(_service + ":" + operation + " has no " + kept.Value + ": " + answer.Output.ToJsonString());
            }
        }

        if (isFirst)
        {
            CallInvalid(operation, input);
        }
    }

    private AnswerCheck Succeed(string operation, JsonObject input, JsonObject until)
    {
        for (var attempt = 0; ; attempt++)
        {
            var answer = Call(operation, input, new List<string>());
            if (answer is null || answer.Error is not null)
            {
                Expect(false, operation, input, "it failed with " + (answer?.Error ?? "no answer"));
                return null;
            }

            _driven.Add(_service + ":" + operation);
            if (until is null || (string)Find(answer.Output, (string)until["path"]) == (string)until["is"])
            {
                return answer;
            }

            if (attempt == 100)
            {
                Expect(false, operation, input, until["path"] + " is not " + until["is"] + ": " + answer.Output.ToJsonString());
                return null;
            }

            Thread.Sleep(100);
        }
    }

    private void CallInvalid(string operation, JsonObject valid)
    {
        foreach (var invalid in InvalidInput.Of(_models[_service], operation, valid).Take(_invalidPerOperation))
        {
            var answer = Call(operation, invalid.Input, invalid.Path, isInvalid: true);
            Expect(
                answer is null || (answer.Error is not null && CommonErrors.IsAboutInput(answer.Error)), operation, invalid.Input, (answer?.Error ?? "it succeeded") + ", but " + invalid.Reason);
        }
    }

    // Returns null for a call that the client did not send.
    private AnswerCheck Call(string operation, JsonObject input, IEnumerable<string> needs, bool isInvalid = false)
    {
        var call = new JsonObject
        {
            ["service"] = _service,
            ["operation"] = operation,
            ["input"] = input.DeepClone(),
            ["needs"] = new JsonArray(needs.Select(name => (JsonNode)name).ToArray()),
        };
        var result = _client.Call(call);
        if (result["unknown"] is not null)
        {
            return null;
        }

        Calls++;
        AnswerCheck last = null;
        foreach (var answer in result["answers"].AsArray())
        {
            Answers++;
            if ((string)answer["target"] is string target)
            {
                _targets.Add(target.Substring(0, target.LastIndexOf('.')));
            }

            last = AnswerCheck.Of(_models[_service], operation, answer.AsObject());
            foreach (var problem in last.Problems)
            {
                Expect(false, operation, input, problem);
            }
        }

        Expect(isInvalid || last is not null, operation, input, "the client did not send it: " + (result["refused"] ?? result["error"])?.ToJsonString());
        var error = result["error"] is JsonObject detail ? (string)detail["code"] : (string)result["error"];
        // The clients make their own names for an error without a body.
        Expect(last is null || _client is SignedClient || last.Error == string.Empty || error == last.Error || error == last.ErrorShape, operation, input, "the client reads " + (error ?? "no error") + " from " + last?.Error);
        return last;
    }

    private void Expect(bool isRight, string operation, JsonObject input, string problem)
    {
        if (isRight)
        {
            return;
        }

        var subject = _service + ":" + operation + ": " + problem;
        if (_known.FirstOrDefault(known => Regex.IsMatch(subject, known)) is string deviation)
        {
            _deviations.Add(deviation);
        }
        else
        {
            _problems.Add(subject + ", with " + input.ToJsonString());
        }
    }

    private void Skip(JsonObject step)
    {
        foreach (var kept in step["keep"]?.AsObject() ?? new JsonObject())
        {
            if (!_values.ContainsKey(kept.Key))
            {
                _absent.Add(kept.Key);
            }
        }
    }

    private void Control(string path, JsonObject body)
    {
        using (var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_endpoint, "/_sandbox/" + path)))
        {
            request.Headers.Add("X-Sandbox-Token", _token);
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            using (var response = s_http.SendAsync(request).GetAwaiter().GetResult())
            {
                if (!response.IsSuccessStatusCode)
                {
                    _problems.Add(path + " " + body.ToJsonString() + ": " + response.Content.ReadAsStringAsync().GetAwaiter().GetResult());
                }
            }
        }
    }

    // Replaces {name} in texts with the values that steps kept, { "$json": … } with its text, and { "$parse": "{name}", "path": … } with the value that
    // was kept, with other values at these paths.
    private JsonNode Fill(JsonNode node)
    {
        switch (node)
        {
            case JsonObject members when members.ContainsKey("$json"):
                return Fill(members["$json"]).ToJsonString();
            case JsonObject members when members.ContainsKey("$parse"):
                return Changed(JsonNode.Parse((string)Fill(members["$parse"])), members);
            case JsonObject members:
                return new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Fill(member.Value))));
            case JsonArray items:
                return new JsonArray(items.Select(Fill).ToArray());
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                return Regex.Replace((string)value, @"\{(\w+)\}", match => _values.TryGetValue(match.Groups[1].Value, out var text) ? text : throw new KeyNotFoundException(match.Groups[1].Value));
            default:
                return node?.DeepClone();
        }
    }

    private JsonNode Changed(JsonNode value, JsonObject changes)
    {
        foreach (var change in changes.Where(change => change.Key != "$parse"))
        {
            var end = change.Key.LastIndexOf('.');
            Find(value, change.Key.Substring(0, end))[change.Key.Substring(end + 1)] = Fill(change.Value);
        }

        return value;
    }

    // Gets the value at a path such as a.b[0].c.
    private static JsonNode Find(JsonNode node, string path)
    {
        foreach (var step in path.Replace("[", ".[").Split('.'))
        {
            node = step[0] == '[' ? node?.AsArray().ElementAtOrDefault(int.Parse(step.Trim('[', ']'))) : node?[step];
        }

        return node;
    }
}
