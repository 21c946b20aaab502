using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

/// <summary>A client in a process of its own, which reads a call from a line and writes what was answered to a line: drive_aws.py and drive-sdk.mjs.</summary>
public sealed class DrivenClient : IConformanceClient, IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly JsonObject _operations;

    /// <summary>Starts the process.</summary>
    /// <param name="name">The name of the client. The version that the process tells is added.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">The variables that it gets.</param>
    /// <param name="services">The services to ask it for.</param>
    public DrivenClient(string name, string[] command, IDictionary<string, string> environment, string[] services)
    {
        var start = new ProcessStartInfo(command[0]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var variable in environment)
        {
            start.Environment[variable.Key] = variable.Value;
        }

        // The account of the client has keys without a session.
        start.Environment.Remove("AWS_SESSION_TOKEN");
        _process = Process.Start(start);
        _errors = _process.StandardError.ReadToEndAsync();
        var hello = Exchange(new JsonArray(services.Select(service => (JsonNode)service).ToArray()));
        _operations = hello["operations"].AsObject();
        Name = hello["version"] is JsonNode version ? name + " " + version : name;
    }

    public string Name { get; }

    public bool Has(string service, string operation) => _operations[service]?.AsArray().Any(name => (string)name == operation) == true;

    public JsonObject Call(JsonObject call) => Exchange(call);

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(10000))
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private JsonObject Exchange(JsonNode line)
    {
        _process.StandardInput.WriteLine(line.ToJsonString());
        var answer = _process.StandardOutput.ReadLineAsync();
        if (!answer.Wait(s_limit))
        {
            throw new InvalidOperationException(Name + " gave no answer to " + line.ToJsonString());
        }

        return answer.Result is string text
            ? JsonNode.Parse(text).AsObject()
            : throw new InvalidOperationException(Name + " ended at " + line.ToJsonString() + ": " + _errors.Result);
    }
}
