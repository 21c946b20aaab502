using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Threading.Tasks;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Tests;

/// <summary>A runspace with the cmdlets of the module and a fake engine. Tests that use it are one collection.</summary>
internal sealed class Shell : IDisposable
{
    private readonly Runspace _runspace;
    private readonly bool _isShared;

    /// <summary>Initializes a new instance of the <see cref="Shell"/> class.</summary>
    /// <param name="host">The host; null for none.</param>
    /// <param name="shared">The engine of several shells that run at the same time, which their test sets and resets; null for a fake engine.</param>
    public Shell(PSHost? host = null, IEngine? shared = null)
    {
        _isShared = shared is not null;
        var state = InitialSessionState.CreateDefault2();
        foreach (var (name, type) in Cmdlets)
        {
            state.Commands.Add(new SessionStateCmdletEntry(name, type, null));
        }

        _runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        _runspace.Open();
        EngineHost.EngineOverride = shared ?? Engine;
        Completion.CompletionMemory.Clear();
    }

    public static IReadOnlyList<(string Name, Type Type)> Cmdlets { get; } = (
        from type in typeof(EngineHost).Assembly.GetTypes()
        let attribute = (CmdletAttribute?)Attribute.GetCustomAttribute(type, typeof(CmdletAttribute))
        where attribute is not null
        orderby type.Name
        select ($"{attribute.VerbName}-{attribute.NounName}", type)).ToList();

    public FakeEngine Engine { get; } = new();

    public PowerShell Create() => PowerShell.Create(_runspace);

    /// <summary>Blocks until a running command has written to a stream.</summary>
    public static void WaitForFirst<T>(PSDataCollection<T> stream)
    {
        var added = new TaskCompletionSource<bool>();
        stream.DataAdded += (_, _) => added.TrySetResult(true);
        if (stream.Count == 0)
        {
            Eventually.Set(((IAsyncResult)added.Task).AsyncWaitHandle, "a " + typeof(T).Name);
        }
    }

    /// <summary>Completes a command line as a host does when Tab is pressed at its end.</summary>
    public IReadOnlyList<CompletionResult> Complete(string line)
    {
        using var shell = Create();
        return CommandCompletion.CompleteInput(line, line.Length, null, shell).CompletionMatches;
    }

    /// <summary>Sets a variable of the session.</summary>
    public void Set(string name, object? value) => _runspace.SessionStateProxy.SetVariable(name, value);

    /// <summary>Runs a script and returns its output.</summary>
    public Result Run(string script, params (string Name, object? Value)[] variables)
    {
        using var shell = Create();
        foreach (var (name, value) in variables)
        {
            _runspace.SessionStateProxy.SetVariable(name, value);
        }

        Exception? thrown = null;
        var output = new List<PSObject>();
        try
        {
            output.AddRange(shell.AddScript(script).Invoke());
        }
        catch (RuntimeException failure)
        {
            thrown = failure;
        }

        return new Result(
            output,
            shell.Streams.Error.ToList(),
            shell.Streams.Warning.Select(w => w.Message).ToList(),
            shell.Streams.Verbose.Select(v => v.Message).ToList(),
            shell.Streams.Debug.Select(d => d.Message).ToList(),
            thrown);
    }

    public void Dispose()
    {
        EngineHost.EngineOverride = _isShared ? EngineHost.EngineOverride : null;
        _runspace.Dispose();
    }

    internal sealed record Result(
        List<PSObject> Output, List<ErrorRecord> Errors, List<string> Warnings, List<string> Verbose, List<string> Debug, Exception? Thrown)
    {
        /// <summary>Gets the ids of the error records, without the class after the comma.</summary>
        public IEnumerable<string> Ids => Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]);

        public IEnumerable<T> Of<T>() => Output.Select(o => o.BaseObject).Cast<T>();

        public string? ThrownId => (Thrown as IContainsErrorRecord)?.ErrorRecord.FullyQualifiedErrorId.Split(',')[0];

        /// <summary>Gets the text of all streams.</summary>
        public string All() => string.Join("\n", ((IEnumerable)Output).Cast<object>().Concat(Errors).Concat(Errors.Select(e => e.Exception)).Concat(Warnings).Concat(Verbose).Concat(Debug).Append(Thrown));
    }
}
