using System;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands.Base;

/// <summary>Base of the cmdlets for existing associations with CodeGuru Reviewer, specified by repository, ARN or object.</summary>
public abstract class ReviewerAssociationTargetCommand : RegionCommand
{
    private AssociationLookup? _lookup;

    /// <summary>Gets or sets the repositories, as <c>workspace/repository</c> or URLs. Wildcards and ARNs are accepted.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByRepository, Mandatory = true, Position = 0, HelpMessage = "The repository, as workspace/repository or a Bitbucket URL")]
    [Alias("FullRepositoryId")]
    [SupportsWildcards]
    [ResourceTransformation(nameof(ResourceNoun.Association))]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(AssociatedRepositoryCompleter))]
    public string[] Repository { get; set; } = [];

    /// <summary>Gets or sets the ARNs, of any Region.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByArn, Mandatory = true, HelpMessage = "The ARN of the association")]
    [Alias("Arn")]
    [ResourceTransformation(nameof(ResourceNoun.Association))]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(AssociationArnCompleter))]
    public string[] AssociationArn { get; set; } = [];

    /// <summary>Gets or sets the inputs that identify the associations: associations, repositories, ARNs, or objects and hashtables with one of them.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Mandatory = true, ValueFromPipeline = true, HelpMessage = "The association")]
    [ValidateNotEmpty("Pipe an association or its ARN.")]
    [CompletesNothing]
    public PSObject[] InputObject { get; set; } = [];

    // A command that changes nothing can choose one of several associations of a repository.
    private protected virtual bool IsReading => false;

    // What the command accepts as its input.
    private ResourceNoun Noun => IsReading ? ResourceNoun.Association : ResourceNoun.OnlyAssociation;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var input in ReadInputs(InputObject))
        {
            ProcessEach(input.Value, () => Process(input.Value, Noun.Read(input)));
        }

        Array.ForEach(AssociationArn, arn => ProcessEach(arn, () => ProcessArn(arn, arn)));
        Array.ForEach(Repository, repository => ProcessEach(BitbucketRepository.Shown(repository), () => Process(BitbucketRepository.Shown(repository), repository)));
    }

    /// <summary>Processes one association, or keeps it for the end.</summary>
    /// <param name="target">The association.</param>
    protected abstract void ProcessTarget(AssociationTarget target);

    private void ProcessArn(object input, string arn)
    {
        if (ReviewerRules.CheckArn(arn) is { } wrong)
        {
            throw ServiceException.FromFindings([wrong]);
        }

        ProcessTarget(new AssociationTarget(arn, input, input as ReviewerAssociation));
    }

    private void Process(object input, string text)
    {
        if (text.StartsWith("arn:", StringComparison.Ordinal))
        {
            ProcessArn(input, text);
            return;
        }

        var session = Session();
        var query = new ReviewerAssociationQuery { RequireComplete = true };
        _lookup ??= new AssociationLookup(
            () => Stream<ReviewerAssociation>((cursor, token) => session.Reviews.ListAsync(query, cursor, token)), session.Region, IsReading);
        foreach (var association in _lookup.Find(text))
        {
            ProcessTarget(new AssociationTarget(association.AssociationArn, input, association));
        }
    }
}
