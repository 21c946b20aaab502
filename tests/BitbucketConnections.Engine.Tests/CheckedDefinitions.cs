using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Pipelines;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Lets a test pass its own definition.</summary>
internal static class CheckedDefinitions
{
    public static Task<PipelineCreation> CreateAsync(this IPipelineWizard wizard, Pipeline definition, PipelineCreateOptions options, CancellationToken token) =>
        wizard.CreateAsync(ValidDefinition.Check(definition), options, token);

    public static Task<IReadOnlyList<string>> ReviewAsync(this IPipelineWizard wizard, Pipeline definition, PipelineCreateOptions options, CancellationToken token) =>
        wizard.ReviewAsync(ValidDefinition.Check(definition), options, token);

    public static Task<Pipeline> CreateAsync(this PipelineService pipelines, Pipeline definition, CancellationToken token) =>
        pipelines.CreateAsync(ValidDefinition.Check(definition).Complete(definition), token);
}
