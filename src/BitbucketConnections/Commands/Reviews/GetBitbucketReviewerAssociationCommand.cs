using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <summary>Gets the associations of Bitbucket repositories with CodeGuru Reviewer in the Region.</summary>
[Cmdlet(VerbsCommon.Get, "BitbucketReviewerAssociation", DefaultParameterSetName = ParameterSets.ByRepository, HelpUri = HelpLinks.Base + "Get-BitbucketReviewerAssociation.md")]
[OutputType(typeof(ReviewerAssociation))]
public sealed class GetBitbucketReviewerAssociationCommand : FleetCommand
{
    /// <summary>Gets or sets the repositories, as <c>workspace/repository</c> or URLs. Wildcards and ARNs are accepted. Default: all.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByRepository, Position = 0)]
    [Alias("FullRepositoryId")]
    [SupportsWildcards]
    [ResourceTransformation(nameof(ResourceNoun.Association))]
    [ValidateNotEmpty("Omit -Repository to get the associations of all repositories.")]
    [ArgumentCompleter(typeof(AssociatedRepositoryCompleter))]
    public string[] Repository { get; set; } = ["*"];

    /// <summary>Gets or sets the ARNs, of any Region.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByArn, Mandatory = true, HelpMessage = "The ARN of the association")]
    [Alias("Arn")]
    [ResourceTransformation(nameof(ResourceNoun.Association))]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(AssociationArnCompleter))]
    public string[] AssociationArn { get; set; } = [];

    /// <summary>Gets or sets the inputs that identify the associations: associations, repositories, ARNs, or objects and hashtables with one of them.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Mandatory = true, ValueFromPipeline = true, HelpMessage = "The association to read again")]
    [ValidateNotEmpty("Pipe an association or its ARN.")]
    [CompletesNothing]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>Gets or sets the names of repositories without their workspaces. Wildcards are accepted.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByRepository)]
    [SupportsWildcards]
    [ValidateNotEmpty("Omit -Name to get the associations of all repositories.")]
    [ArgumentCompleter(typeof(AssociatedNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Gets or sets the workspaces. Wildcards are accepted.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByRepository)]
    [SupportsWildcards]
    [ValidateNotEmpty("Omit -Owner to get the associations of all workspaces.")]
    [ArgumentCompleter(typeof(AssociatedNameCompleter))]
    public string[]? Owner { get; set; }

    /// <summary>Gets or sets the states to get, such as Associated.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByRepository)]
    [ValidateNotEmpty("Omit -State to get associations of every state.")]
    [ValidateSet(
        ReviewerAssociationStates.Associating,
        ReviewerAssociationStates.Associated,
        ReviewerAssociationStates.Failed,
        ReviewerAssociationStates.Disassociating,
        ReviewerAssociationStates.Disassociated)]
    [ArgumentCompleter(typeof(AssociationStateCompleter))]
    public string[]? State { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case ParameterSets.ByInputObject:
                foreach (var input in ReadInputs(InputObject))
                {
                    ProcessEach(input.Value, () => Get(input.Value, ResourceNoun.Association.Read(input)));
                }

                break;
            case ParameterSets.ByArn:
                Array.ForEach(AssociationArn, arn => GetByArn(arn, arn));
                break;
            default:
                GetByRepository();
                break;
        }
    }

    private static bool IsArn(string text) => text.StartsWith("arn:", StringComparison.Ordinal);

    private void Get(object input, string text)
    {
        if (IsArn(text))
        {
            GetByArn(input, text);
        }
        else
        {
            var pattern = new RepositoryPattern(text);
            ProcessInScopes(pattern.Text, isOnly: false, () => List([pattern]));
        }
    }

    private void GetByRepository()
    {
        var arns = Repository.Where(IsArn).ToArray();
        Array.ForEach(arns, arn => GetByArn(arn, arn));
        var patterns = new List<RepositoryPattern>();
        foreach (var repository in Repository.Where(text => !IsArn(text)))
        {
            ProcessEach(BitbucketRepository.Shown(repository), () => patterns.Add(new RepositoryPattern(repository)));
        }

        if (patterns.Count > 0)
        {
            ProcessInScopes(patterns.Select(pattern => pattern.Text).ToArray(), isOnly: true, () => List(patterns));
        }
    }

    private void GetByArn(object input, string arn)
    {
        if (IsValid(ReviewerRules.CheckArn(arn), input) && ReviewerRules.TryParseArn(arn, out var parsed))
        {
            ProcessObject(input, parsed.Region, arn, IsOnly(AssociationArn.Length + InputObject.Length), () => WriteObject(Await(token => Session(parsed.Region).Reviews.GetAsync(arn, token))));
        }
    }

    private void List(List<RepositoryPattern> patterns)
    {
        var session = Session();
        var query = new ReviewerAssociationQuery { States = States(), Names = Exact(Name), Owners = Exact(Owner) };
        var unseen = patterns.Where(pattern => pattern.IsExact).ToList();
        var names = new List<string>();
        foreach (var association in Stream<ReviewerAssociation>((cursor, token) => session.Reviews.ListAsync(query, cursor, token)))
        {
            names.Add(association.FullRepositoryId);
            if (patterns.Exists(pattern => pattern.Matches(association)) && IsWanted(association.Name, Name) && IsWanted(association.Owner, Owner))
            {
                unseen.RemoveAll(pattern => pattern.Matches(association));
                WriteObject(association);
            }
        }

        foreach (var pattern in unseen)
        {
            WriteFailure(pattern.NotFound(session.Region, names), pattern.Text);
        }
    }

    private List<string> States() => (State ?? []).Select(ReviewerAssociationStates.Normalize).Distinct(StringComparer.Ordinal).ToList();

    // AWS filters by exact values. Patterns are compared here.
    private static string[] Exact(string[]? values) => values is null || values.Any(WildcardPattern.ContainsWildcardCharacters) ? [] : values;

    private static bool IsWanted(string value, string[]? wanted) => wanted is null || wanted.Any(text => WildcardPattern.ContainsWildcardCharacters(text)
        ? NamePattern.Compile(text).IsMatch(value)
        : text.Equals(value, StringComparison.Ordinal));
}
