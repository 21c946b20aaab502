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
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(AssociatedRepositoryCompleter))]
    public string[] Repository { get; set; } = [];

    /// <summary>Gets or sets the ARNs, of any Region.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByArn, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The ARN of the association")]
    [Alias("Arn")]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(AssociationArnCompleter))]
    public string[] AssociationArn { get; set; } = [];

    /// <summary>Gets or sets the associations.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Mandatory = true, ValueFromPipeline = true, HelpMessage = "The association")]
    [ValidateNotEmpty]
    public ReviewerAssociation[] InputObject { get; set; } = [];

    // A command that changes nothing can choose one of several associations of a repository.
    private protected virtual bool IsReading => false;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case ParameterSets.ByInputObject:
                Array.ForEach(InputObject, a => ProcessEach(a, () => ProcessTarget(new AssociationTarget(a.AssociationArn, a, a))));
                break;
            case ParameterSets.ByArn:
                Array.ForEach(AssociationArn, ProcessArn);
                break;
            default:
                Array.ForEach(Repository, ProcessRepository);
                break;
        }
    }

    /// <summary>Processes one association, or keeps it for the end.</summary>
    /// <param name="target">The association.</param>
    protected abstract void ProcessTarget(AssociationTarget target);

    private void ProcessArn(string arn)
    {
        if (IsValid(ReviewerRules.CheckArn(arn), arn))
        {
            ProcessEach(arn, () => ProcessTarget(new AssociationTarget(arn, arn, null)));
        }
    }

    private void ProcessRepository(string repository)
    {
        if (repository.StartsWith("arn:", StringComparison.Ordinal))
        {
            ProcessArn(repository);
            return;
        }

        ProcessEach(BitbucketRepository.Shown(repository), () =>
        {
            var session = Session();
            var query = new ReviewerAssociationQuery { RequireComplete = true };
            _lookup ??= new AssociationLookup(
                () => Stream<ReviewerAssociation>((cursor, token) => session.Reviews.ListAsync(query, cursor, token)), session.Region, IsReading);
            foreach (var association in _lookup.Find(repository))
            {
                ProcessTarget(new AssociationTarget(association.AssociationArn, BitbucketRepository.Shown(repository), association));
            }
        });
    }
}
