using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodePipeline.Model;
using BitbucketConnections.Engine.Pipelines;

namespace BitbucketConnections.Engine.Executions;

/// <summary>Builds the request that starts an execution, and checks it against the definition, because AWS accepts wrong variables and the execution then fails.</summary>
internal sealed class ExecutionStart
{
    private readonly PipelineApi _api;

    public ExecutionStart(PipelineApi api) => _api = api;

    public async Task<StartPipelineExecutionRequest> PrepareAsync(PipelineStartRequest request, CancellationToken cancellationToken)
    {
        var findings = StartRules.Check(request).ToList();
        var definition = findings.Count > 0 ? null : await DefinitionAsync(request, cancellationToken).ConfigureAwait(false);
        if (definition is not null)
        {
            if (PipelineNameRules.CheckAccount(request.PipelineArn, definition) is { } otherAccount)
            {
                throw ServiceException.FromFindings([otherAccount]);
            }

            findings.AddRange(StartRules.Check(request, definition));
        }

        if (findings.Count > 0)
        {
            throw ServiceException.FromFindings(findings, request.PipelineName);
        }

        return new StartPipelineExecutionRequest
        {
            Name = request.PipelineName,
            Variables = request.Variables is { Count: > 0 } variables
                ? variables.Select(v => new Amazon.CodePipeline.Model.PipelineVariable { Name = v.Key, Value = v.Value }).ToList()
                : null,
            SourceRevisions = request.SourceRevisions is { Count: > 0 } revisions ? revisions.Select(r => Revision(r, definition)).ToList() : null,

            // With a token, a retry after a lost response does not start a second execution.
            ClientRequestToken = request.ClientRequestToken ?? Guid.NewGuid().ToString("D"),
        };
    }

    private static SourceRevisionOverride Revision(SourceOverride given, Pipeline? definition) => new()
    {
        ActionName = given.ActionName ?? PipelineSource.First(definition!.Stages)!.ActionName,
        RevisionType = given.RevisionType,
        RevisionValue = given.RevisionValue,
    };

    // A caller who can start but not read a pipeline can still start it if no look-up is required.
    private async Task<Pipeline?> DefinitionAsync(PipelineStartRequest request, CancellationToken cancellationToken)
    {
        var needsAction = request.SourceRevisions?.Any(revision => revision.ActionName is null) == true;
        try
        {
            return await _api.GetPipelineAsync(request.PipelineName, null, null, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException denied) when (denied.IsAccessDenied && !needsAction)
        {
            _api.Diagnostics.Write(new DiagnosticEvent(
                DiagnosticLevel.Verbose, $"Access to the definition of '{request.PipelineName}' is denied, so the variables are not checked. {denied.ServiceMessage}"));
            return null;
        }
    }
}
