using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Generator.Models;

namespace BitbucketConnections.Generator.Operations;

/// <summary>Writes the page that tells who has which operation.</summary>
public static class OperationsPage
{
    /// <summary>Tells whether the module calls an operation.</summary>
    /// <param name="engine">What the engine names.</param>
    /// <param name="settings">The row of the service.</param>
    /// <param name="operation">The operation.</param>
    /// <returns>Whether it does.</returns>
    public static bool IsCalled(EngineCalls engine, ServiceSettings settings, string operation)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.CalledAs.TryGetValue(operation, out var member))
        {
            return engine.Calls(member);
        }

        var space = settings.Client is { } client ? "Amazon." + client.Package : settings.Namespace;
        return space is not null && (engine.CallsIn(space, operation + "Async") || engine.HoldsBelow(space, operation));
    }

    /// <summary>Writes the page.</summary>
    /// <param name="services">The models and their rows.</param>
    /// <param name="engine">What the engine names.</param>
    /// <param name="answered">The operations that the sandbox answers, by service.</param>
    /// <returns>The text.</returns>
    public static string Write(
        IEnumerable<(ServiceModel Model, ServiceSettings Settings)> services, EngineCalls engine, IReadOnlyDictionary<string, IReadOnlyList<string>> answered)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(answered);
        List<string> page =
        [
            "# Operations",
            string.Empty,
            "Made from the service models by `src/build/Generator`; a test fails when this page is not what they give.",
            string.Empty,
            "*Module*: the module calls the operation. *Sandbox*: the sandbox answers it. The sandbox refuses any other operation of its services by",
            "name, with the error that the service has for an operation it does not know; requests of S3 have no name, and its error says what it can.",
        ];
        foreach (var (model, settings) in services)
        {
            var sandbox = answered.GetValueOrDefault(model.Name) ?? [];
            var names = model.OperationNames;
            var used = names.Select(n => (Name: n, Module: IsCalled(engine, settings, n), Sandbox: sandbox.Contains(n))).Where(o => o.Module || o.Sandbox).ToList();
            page.AddRange(
            [
                string.Empty,
                $"## {model.Metadata("serviceFullName")}",
                string.Empty,
                $"`{model.Name}`, API version {model.Metadata("apiVersion")}: {names.Count} operations, {used.Count(o => o.Module)} called by the module, {used.Count(o => o.Sandbox)} answered by the sandbox.",
                string.Empty,
            ]);
            if (used.Count > 0)
            {
                page.AddRange(["| operation | module | sandbox |", "|---|---|---|"]);
                page.AddRange(used.Select(o => $"| {o.Name} | {(o.Module ? "calls it" : "–")} | {(o.Sandbox ? "answers it" : "refuses it")} |"));
                page.Add(string.Empty);
            }

            var rest = string.Join(", ", names.Except(used.Select(o => o.Name)));
            page.Add(sandbox.Count > 0 ? $"Refused by name: {rest}." : $"The sandbox does not have this service, and refuses its operations: {rest}.");
        }

        return string.Join('\n', page) + "\n";
    }
}
