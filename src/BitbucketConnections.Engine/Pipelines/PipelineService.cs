using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodePipeline.Model;
using BitbucketConnections.Declarations;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Declarations;
using BitbucketConnections.Engine.Pipelines.Rules;

namespace BitbucketConnections.Engine.Pipelines;

/// <summary>Manages pipelines of one Region.</summary>
internal sealed class PipelineService : IPipelineService
{
    private const string DefaultType = "V2";
    private readonly PipelineApi _api;

    public PipelineService(PipelineApi api) => _api = api;

    public CheckedDefinition Build(PipelineRequest request) => new PipelineBuilder(_api.Region).Build(request);

    public CheckedDefinition Check(Pipeline given)
    {
        var findings = new List<Finding>();
        var definition = KeyAlias.Complete(SourceValues.Of(DeclarationSpelling.Of(given), findings));
        if (definition.PipelineType is null)
        {
            // What AWS assumes without a type is not documented, and the types have different prices. So a type is always sent.
            definition = definition with { PipelineType = DefaultType };
            findings.Add(new Finding("PipelineTypeMissing", $"The definition of '{definition.Name}' has no pipelineType. {DefaultType} is used. To choose the type, add pipelineType to the definition.", "PipelineType") { IsWarning = true });
        }

        return ValidDefinition.Check(definition, FindingPlace.Add([.. PipelineValidator.Validate(definition), .. HiddenSecretRules.Check(definition), .. findings], definition));
    }

    /// <summary>Creates a pipeline, which starts its first execution.</summary>
    /// <returns>The pipeline as AWS stored it.</returns>
    public async Task<Pipeline> CreateAsync(CheckedDefinition complete, CancellationToken cancellationToken)
    {
        var definition = complete.Definition;
        var created = await _api.CreateDocumentAsync(
            RecordWriter.Write(definition), DefinitionJson.Tags(definition.Tags), definition.Name, cancellationToken).ConfigureAwait(false);
        _api.ReportCreated($"the pipeline {definition.Name}");
        try
        {
            // GetPipeline does not return tags. A new pipeline has the tags of the request.
            return await _api.GetPipelineAsync(definition.Name, null, definition.Tags, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure)
        {
            // The pipeline exists. A caller who can create but not read must still get it.
            _api.Diagnostics.Write(new DiagnosticEvent(
                DiagnosticLevel.Warning, $"The pipeline '{definition.Name}' was created, but can't be read: {failure.Message}"));
            return PipelineReader.ReadAnswer(created, null, _api.Region, _api.Links, definition.Tags);
        }
    }

    public Task<Pipeline> GetAsync(string name, int? version, CancellationToken cancellationToken) =>
        _api.GetPipelineAsync(name, version, null, cancellationToken);

    public async Task<Page<BitbucketConnections.PipelineSummary>> ListAsync(PageCursor? cursor, CancellationToken cancellationToken)
    {
        var response = await _api.ListAsync(
            new ListPipelinesRequest { NextToken = (cursor as TokenCursor)?.Token }, cancellationToken).ConfigureAwait(false);
        var items = (response.Pipelines ?? []).ConvertAll(p => new BitbucketConnections.PipelineSummary
        {
            Name = p.Name!, Version = p.Version, PipelineType = p.PipelineType?.Value, Updated = p.Updated,
        });
        return new Page<BitbucketConnections.PipelineSummary>(items, TokenCursor.Next(cursor, response.NextToken, PipelineApi.ServiceName, _api.Diagnostics));
    }

    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await _api.DeleteAsync(new DeletePipelineRequest { Name = name }, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure) when (failure.MayHaveTakenEffect)
        {
            if (!await IsGoneAsync(name, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }

            _api.Diagnostics.Write(new DiagnosticEvent(
                DiagnosticLevel.Warning, $"The pipeline '{name}' was removed by an attempt whose response was lost. DeletePipeline then failed: {failure.ServiceMessage ?? failure.Message}"));
        }
    }

    // If the look-up fails, the resource may exist. The original error says that the outcome is unknown.
    private async Task<bool> IsGoneAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await GetAsync(name, null, cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (ServiceException failure)
        {
            return failure.IsNotFound;
        }
    }
}
