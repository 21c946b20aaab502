using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <summary>Associates Bitbucket repositories with CodeGuru Reviewer. Since 7 November 2025, AWS accepts no new associations.</summary>
[Cmdlet(VerbsCommon.New, "BitbucketReviewerAssociation", DefaultParameterSetName = ParameterSets.ByConnection, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "New-BitbucketReviewerAssociation.md")]
[OutputType(typeof(ReviewerAssociation))]
public sealed class NewBitbucketReviewerAssociationCommand : RowCommand
{
    private const string AcceptedInput = "Pipe a connection, its name or ARN, or objects with the properties Repository and ConnectionName.";

    /// <summary>
    /// Gets or sets the input: a connection, its name or ARN, or an object or hashtable with values of the parameters, such as a row of a CSV file.
    /// </summary>
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Mandatory = true, ValueFromPipeline = true, HelpMessage = "A connection, or an object with values of the parameters")]
    [ValidateNotEmpty(AcceptedInput)]
    [CompletesNothing]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>Gets or sets the repositories: <c>workspace/repository</c>, or URLs that Bitbucket shows.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection, Mandatory = true, Position = 0, HelpMessage = "The repository, as workspace/repository or a Bitbucket URL")]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Position = 0)]
    [Alias("FullRepositoryId")]
    [ValidateNotEmpty("Omit -Repository to use the repository of the piped object.")]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string[] Repository { get; set; } = [];

    /// <summary>Gets or sets the connection, as an ARN, a name or an object, of either API and any Region.</summary>
    [Parameter]
    [Alias("Connection")]
    [ValidateNotEmpty("Omit -ConnectionArn to use the connection of -ConnectionName or of the piped object.")]
    [ConnectionArnTransformation]
    [ArgumentCompleter(typeof(ConnectionArnCompleter))]
    public string ConnectionArn { get; set; } = string.Empty;

    /// <summary>Gets or sets the connection by its name, if the name is unique, or by its ARN.</summary>
    [Parameter]
    [ResourceTransformation(nameof(ResourceNoun.Connection))]
    [ValidateNotEmpty("Omit -ConnectionName to use the connection of -ConnectionArn or of the piped object.")]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string? ConnectionName { get; set; }

    /// <summary>Gets or sets the id of a customer managed KMS key that encrypts the association. Default: a key of AWS.</summary>
    [Parameter]
    [Alias("KMSKeyDetails_KMSKeyId")]
    [ValidateNotEmpty("Omit -KmsKeyId to use a key of AWS.")]
    [ArgumentCompleter(typeof(KeyIdCompleter))]
    public string? KmsKeyId { get; set; }

    /// <summary>Gets or sets the tags: keys 1–128, values 0–256 characters.</summary>
    [Parameter]
    [Alias("Tags")]
    [ValidateNotEmpty("Omit -Tag to add no tags.")]
    [CompletesNothing]
    public Hashtable? Tag { get; set; }

    /// <summary>Gets or sets the token with which AWS recognizes a repeated call, 1–64 of <c>a-z A-Z 0-9 - _</c>. Only for one repository.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -ClientRequestToken to use a generated token.")]
    [CompletesNothing]
    public string? ClientRequestToken { get; set; }

    /// <summary>Gets or sets whether to return an existing association of the repository instead of creating one.</summary>
    [Parameter]
    public SwitchParameter ReuseExisting { get; set; }

    /// <inheritdoc/>
    private protected override PSObject[] Piped => InputObject;

    /// <inheritdoc/>
    private protected override string Accepted => AcceptedInput;

    /// <inheritdoc/>
    private protected override void ProcessParameters()
    {
        foreach (var repository in Repository)
        {
            ProcessEach(BitbucketRepository.Shown(repository), () => Process(repository));
        }
    }

    /// <inheritdoc/>
    private protected override bool Take(PipedInput input) => TakeConnection(input, nameof(ConnectionArn), nameof(ConnectionName));

    /// <inheritdoc/>
    private protected override void ProcessTaken(PipedInput input)
    {
        if (!Row.IsGiven(nameof(Repository)))
        {
            throw Row.Missing([nameof(Repository)]);
        }

        Array.ForEach(Repository, Process);
    }

    private void Process(string given)
    {
        if (ClientRequestToken is not null && Repository.Length > 1)
        {
            throw ServiceException.FromFindings([new Finding(
                "InvalidClientRequestToken", $"A client request token identifies one association, but {Repository.Length} repositories were specified. Specify one repository, or omit -ClientRequestToken.")]);
        }

        var connection = ChooseConnection(nameof(ConnectionArn), ConnectionArn, nameof(ConnectionName), ConnectionName) ?? throw ServiceException.FromFindings([new Finding(
            "ConnectionMissing", "A connection is required. Specify -ConnectionName or -ConnectionArn, or pipe a connection or an object with one of these properties.")]);
        var session = Session(fallbackRegion: RegionOf(connection));
        var repository = RepositoryParameter.Read(given)!;
        var connectionArn = ArnOf(session, connection);
        if (ReuseExisting && FindExisting(session, repository) is { } existing)
        {
            if (existing.ConnectionArn != connectionArn)
            {
                WriteWarning($"The existing association of '{repository}' uses another connection: {existing.ConnectionArn}.");
            }

            WriteObject(existing);
        }
        else if (ShouldProcess($"{repository} in {session.Region}, connection {connectionArn}", "Associate repository with CodeGuru Reviewer"))
        {
            Create(session, new ReviewerAssociationRequest
            {
                FullRepositoryId = repository,
                ConnectionArn = connectionArn,
                KmsKeyId = KmsKeyId,
                Tags = TextMap.Read(Tag),
                ClientRequestToken = ClientRequestToken,
            });
        }
    }

    private ReviewerAssociation? FindExisting(IEngineSession session, string repository)
    {
        var parts = repository.Split('/');
        var query = new ReviewerAssociationQuery
        {
            Owners = [parts[0]],
            Names = [parts[1]],
            States = [ReviewerAssociationStates.Associating, ReviewerAssociationStates.Associated],
            RequireComplete = true,
        };
        var found = Stream<ReviewerAssociation>((cursor, token) => session.Reviews.ListAsync(query, cursor, token))
            .FirstOrDefault(association => association.FullRepositoryId.Equals(repository, StringComparison.Ordinal));
        return found is null ? null : Await(token => session.Reviews.GetAsync(found.AssociationArn, token));
    }

    private void Create(IEngineSession session, ReviewerAssociationRequest request)
    {
        var created = Await(token => session.Reviews.CreateAsync(request, token));
        if (created.State == ReviewerAssociationStates.Associating)
        {
            // The warning comes before the object, because the next command in the pipeline may wait for the association.
            WriteWarning(
                $"The association of '{created.FullRepositoryId}' in {created.Region} is {created.State}. To wait until it is ready, run: Wait-BitbucketReviewerAssociation -AssociationArn {created.AssociationArn}");
        }

        WriteObject(created);
    }
}
