using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>The creation of pipelines of the fake.</summary>
internal sealed class FakeWizard(FakeEngine engine, string region, IDiagnosticSink diagnostics) : IPipelineWizard
{
    public async Task<PipelineCreation> CreateAsync(CheckedDefinition definition, PipelineCreateOptions options, CancellationToken cancellationToken)
    {
        engine.Options.Add(options);
        var created = definition.Definition;
        await engine.CallAsync("CreatePipeline", diagnostics, cancellationToken, created.Name);
        engine.Pipelines.Add(created);
        await engine.CreatedAsync("the pipeline " + created.Name, diagnostics, cancellationToken);
        return new PipelineCreation { Pipeline = created, IsExisting = engine.IsExisting, Created = ["role r", "bucket b"] };
    }

    public async Task CheckAsync(CheckedDefinition definition, PipelineCreateOptions options, CancellationToken cancellationToken)
    {
        await engine.CallAsync("CheckRoles", diagnostics, cancellationToken, definition.Definition.Name);
        foreach (var warning in engine.RoleWarnings)
        {
            diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Warning, warning));
        }
    }

    public async Task<IReadOnlyList<string>> ReviewAsync(CheckedDefinition definition, PipelineCreateOptions options, CancellationToken cancellationToken)
    {
        engine.Options.Add(options);
        await engine.CallAsync("Review", diagnostics, cancellationToken, definition.Definition.Name);
        return ["Pipeline " + definition.Definition.Name, "New service role"];
    }

    public Pipeline ReadJson(string json)
    {
        engine.Calls.Enqueue("ReadJson " + json);
        return FakeEngine.Pipeline(engine.NameInFile, engine.Connections[0].ConnectionArn);
    }

    public Pipeline Copy(Pipeline original, PipelineCopyRequest request)
    {
        engine.Calls.Enqueue("Copy " + original.Name);
        engine.Locked(() => engine.Copies.Add(request));
        var copy = original with { Name = request.Name ?? original.Name, Region = region, PipelineArn = null, Version = null, PipelineExecutionId = null };
        return request.ConnectionArn is null && request.Repository is null ? copy : copy with
        {
            Stages = FakeEngine.Pipeline(copy.Name, request.ConnectionArn ?? original.ConnectionArn!, request.Repository ?? original.FullRepositoryId!).Stages,
        };
    }
}
