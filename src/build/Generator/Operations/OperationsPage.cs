using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Generator.Models;

namespace BitbucketConnections.Generator.Operations;

/// <summary>Writes the page that lists which operations the module calls and the sandbox supports.</summary>
public static class OperationsPage
{
    /// <summary>Determines whether the module calls an operation.</summary>
    /// <param name="engine">The references of the engine.</param>
    /// <param name="settings">The row of the service.</param>
    /// <param name="operation">The operation.</param>
    /// <returns>True if it does; otherwise false.</returns>
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
    /// <param name="engine">The references of the engine.</param>
    /// <param name="answered">The operations that the sandbox supports, by service.</param>
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
            "`src/build/Generator` generates this page from the service models. A test fails if the page is out of date.",
            string.Empty,
            "*Module*: the module calls the operation. *Sandbox*: the sandbox supports it. For other operations of its services, the sandbox returns the service's",
            "error for an unknown operation, with the name of the operation. Requests to S3 and CodeGuru Reviewer have no operation name, so their errors do not contain it.",
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
                $"`{model.Name}`, API version {model.Metadata("apiVersion")}: {names.Count} operations, {used.Count(o => o.Module)} called by the module, {used.Count(o => o.Sandbox)} supported by the sandbox.",
                string.Empty,
            ]);
            if (used.Count > 0)
            {
                page.AddRange(["| operation | module | sandbox |", "|---|---|---|"]);
                page.AddRange(used.Select(o => $"| {o.Name} | {(o.Module ? "yes" : "–")} | {(o.Sandbox ? "yes" : "–")} |"));
                page.Add(string.Empty);
            }

            var rest = string.Join(", ", names.Except(used.Select(o => o.Name)));
            page.Add(
                used.Count(o => o.Sandbox) == names.Count ? "The sandbox supports all operations."
                : sandbox.Count > 0 ? $"Not supported by the sandbox: {rest}."
                : $"The sandbox does not have this service and does not support its operations: {rest}.");
        }

        return string.Join('\n', page) + "\n";
    }
}
