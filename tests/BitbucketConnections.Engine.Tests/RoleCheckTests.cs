using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using static BitbucketConnections.Engine.Tests.RoleHarness;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests the check of a role that a user brings, before anything is created or changed.</summary>
[Collection("environment")]
public sealed class RoleCheckTests : IDisposable
{
    private const string Administrator = "arn:aws:iam::aws:policy/AdministratorAccess";
    private const string Deny = """{"Sid":"NoPipelines","Effect":"Deny","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}""";
    private const string Allow = """{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}""";
    private readonly RoleHarness _iam = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _iam.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_role_that_does_not_exist_is_an_error_before_anything_is_created(bool isReview)
    {
        var definition = await DefinitionAsync("arn:aws:iam::123456789012:role/nobody");

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => RunAsync(definition, isReview));

        Assert.Equal("RoleNotFound", thrown.Condition);
        Assert.Contains("arn:aws:iam::123456789012:role/nobody", thrown.Message, StringComparison.Ordinal);
        AssertNothingCreated(thrown);
    }

    [Fact]
    public async Task A_role_with_another_path_is_not_the_role_of_the_definition()
    {
        await _iam.CreateRoleAsync("mine");

        var thrown = await Assert.ThrowsAsync<ServiceException>(async () => await RunAsync(await DefinitionAsync("arn:aws:iam::123456789012:role/service-role/mine"), false));

        Assert.Equal("RoleNotFound", thrown.Condition);
        Assert.Contains("The role with this name is arn:aws:iam::123456789012:role/mine.", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mine")]
    [InlineData("nobody")]
    public async Task A_role_of_another_account_is_a_warning_that_nothing_is_known(string name)
    {
        await _iam.CreateRoleAsync("mine");

        var definition = await DefinitionAsync(null);
        var source = definition.Stages[0].Actions[0];

        // Only connections of this API can be used in another account.
        var configuration = source.Configuration!.ToDictionary(pair => pair.Key, pair => pair.Value.Replace("codestar-connections", "codeconnections", StringComparison.Ordinal));
        var stages = definition.Stages.Skip(1).Prepend(definition.Stages[0] with { Actions = [source with { Configuration = configuration }] });

        await CheckAsync(definition with { RoleArn = $"arn:aws:iam::210987654321:role/{name}", Stages = [.. stages] });

        Assert.Contains("belongs to the account 210987654321", Assert.Single(_iam.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Allow + "," + Deny, "denies codepipeline.amazonaws.com sts:AssumeRole in its statement 'NoPipelines'")]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceAccount":"210987654321"}}}""", "only under conditions that the pipeline arn:aws:codepipeline:us-east-1:123456789012:demo does not meet")]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:codepipeline:us-east-1:123456789012:other-*"}}}""", "only under conditions")]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}""", "trusts lambda.amazonaws.com, not codepipeline.amazonaws.com")]
    public async Task A_role_that_CodePipeline_cannot_assume_is_an_error_before_the_bucket_exists(string statements, string reason)
    {
        var role = await _iam.CreateRoleAsync("mine", Policy(statements));
        var session = _iam.Fixture.Open("us-east-1");
        foreach (var (definition, name) in new[] { (await DefinitionAsync(role, bucket: false), (string?)null), (await DefinitionAsync(null, bucket: false), "mine") })
        {
            var thrown = await Assert.ThrowsAsync<ServiceException>(() => session.Wizard.CreateAsync(session.Pipelines.Check(definition), new PipelineCreateOptions { RoleName = name }, Token));

            Assert.Equal("RoleTrustMismatch", thrown.Condition);
            Assert.Contains(reason, thrown.Message, StringComparison.Ordinal);
            AssertNothingCreated(thrown);
        }
    }

    [Theory]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:codepipeline:us-east-1:123456789012:demo"},"StringEquals":{"aws:SourceAccount":"123456789012"}}}""", 0)]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceOrgID":"o-1"}}}""", 1)]
    public async Task A_condition_of_the_trust_policy_is_met_or_not_known(string statement, int warnings)
    {
        var role = await _iam.CreateRoleAsync("mine", Policy(statement));
        await _iam.AttachAsync("mine", Administrator);

        await CheckAsync(role);

        Assert.Equal(warnings, _iam.Warnings.Count(warning => warning.Contains("its trust policy has conditions that can't be evaluated here", StringComparison.Ordinal)));
        Assert.Equal(warnings, _iam.Warnings.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Missing_permissions_are_one_warning_with_the_connection_first_and_the_command_that_adds_them(bool isReview)
    {
        var role = await _iam.CreateRoleAsync("mine");
        var definition = await DefinitionAsync(role, Lambda("f"));

        await RunAsync(definition, isReview);

        var warning = Assert.Single(_iam.Warnings);
        Assert.StartsWith("The role 'mine' does not have permissions that the pipeline 'demo' needs: AllowUseConnection: ", warning, StringComparison.Ordinal);
        Assert.Contains("AllowLambdaInvoke: ", warning, StringComparison.Ordinal);
        Assert.EndsWith("To add them, run after the creation: Set-BitbucketPipeline -PipelineName 'demo' -Region us-east-1 -GrantRole", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_of_the_warning_adds_what_is_missing()
    {
        var role = await _iam.CreateRoleAsync("mine");
        var definition = await DefinitionAsync(role, Lambda("f"));
        await RunAsync(definition, isReview: false);

        await _iam.EditAsync("demo", new PipelineChanges { GrantsRole = true });
        await CheckAsync(definition with { Name = "other" });

        Assert.Single(_iam.Warnings);
    }

    [Fact]
    public async Task A_missing_connection_alone_is_granted_before_the_creation()
    {
        var role = await _iam.CreateRoleAsync("mine");
        await _iam.PutAsync("mine", "p", Policy("""{"Effect":"Allow","NotAction":["codestar-connections:*","codeconnections:*"],"Resource":"*"}"""));

        var definition = await DefinitionAsync(role);
        await CheckAsync(definition);

        var warning = Assert.Single(_iam.Warnings);
        Assert.Contains("To add them, run: Grant-BitbucketConnectionAccess -RoleName mine -ConnectionArn arn:aws:", warning, StringComparison.Ordinal);
        await _iam.Session.Roles.GrantConnectionAsync("mine", [warning.Split(" -ConnectionArn ")[1]], null, Token);
        await CheckAsync(definition);
        Assert.Single(_iam.Warnings);
    }

    [Fact]
    public async Task All_documents_of_the_role_count()
    {
        var role = await _iam.CreateRoleAsync("mine");
        await _iam.PutAsync("mine", "inline", Policy("""{"Effect":"Allow","Action":["codestar-connections:*","codeconnections:*"],"Resource":"*"}"""));
        await _iam.AttachAsync("mine", await _iam.CreateManagedAsync("own", Policy("""{"Effect":"Allow","Action":"lambda:*","Resource":"*"}""")));
        await _iam.AttachAsync("mine", "arn:aws:iam::aws:policy/AmazonS3FullAccess");
        await CheckAsync(role);
        Assert.Empty(_iam.Warnings);

        await _iam.SetBoundaryAsync("mine", await _iam.CreateManagedAsync("limit", Policy("""{"Effect":"Allow","NotAction":"lambda:*","Resource":"*"}""")));
        await CheckAsync(role);

        var warning = Assert.Single(_iam.Warnings);
        Assert.Contains("AllowLambdaInvoke", warning, StringComparison.Ordinal);
        Assert.Contains("its permissions boundary does not allow it", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("AllowUseConnection", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GetRole", "Its trust policy and its permissions boundary can't be read")]
    [InlineData("ListRolePolicies", "The list of its inline policies can't be read")]
    [InlineData("GetRolePolicy", "The inline policy 'inline' can't be read")]
    [InlineData("ListAttachedRolePolicies", "The list of its attached policies can't be read")]
    [InlineData("GetPolicy", "The attached policy arn:aws:iam::aws:policy/AdministratorAccess can't be read")]
    [InlineData("GetPolicyVersion", "The attached policy arn:aws:iam::aws:policy/AdministratorAccess can't be read")]
    public async Task A_document_that_cannot_be_read_is_a_warning_that_the_permissions_are_not_known(string operation, string document)
    {
        var role = await _iam.CreateRoleAsync("mine");
        await _iam.PutAsync("mine", "inline", Policy("""{"Effect":"Allow","Action":"*","Resource":"*"}"""));
        await _iam.AttachAsync("mine", Administrator);
        _iam.Refuse(operation);

        await CheckAsync(role);

        var warning = Assert.Single(_iam.Warnings);
        Assert.StartsWith("It is not known whether the role 'mine' has permissions that the pipeline 'demo' needs: AllowUseConnection", warning, StringComparison.Ordinal);
        Assert.Contains(document, warning, StringComparison.Ordinal);
        Assert.Contains("not allowed", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attached_policy_whose_content_is_not_available_is_named()
    {
        var role = await _iam.CreateRoleAsync("mine");
        await _iam.AttachAsync("mine", "arn:aws:iam::aws:policy/ReadOnlyAccess");

        await CheckAsync(role);

        Assert.Contains("arn:aws:iam::aws:policy/ReadOnlyAccess can't be read: It was not found.", Assert.Single(_iam.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_by_name_gets_its_policy_so_only_what_prevents_it_is_a_warning()
    {
        await _iam.CreateRoleAsync("mine");
        await _iam.PutAsync("mine", "guard", Policy("""{"Sid":"NoLambda","Effect":"Deny","Action":"lambda:*","Resource":"*"}"""));

        await _iam.CreateAsync("demo", "mine", Lambda("f"));

        var warning = Assert.Single(_iam.Warnings);
        Assert.Contains("can't use permissions that the pipeline 'demo' needs: AllowLambdaInvoke", warning, StringComparison.Ordinal);
        Assert.Contains("the statement 'NoLambda' denies it", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_was_made_is_not_made_again()
    {
        var role = await _iam.CreateRoleAsync("mine");
        var definition = _iam.Session.Pipelines.Check(await DefinitionAsync(role));
        await _iam.Session.Wizard.CheckAsync(definition, new PipelineCreateOptions(), Token);

        await _iam.Session.Wizard.CreateAsync(definition, new PipelineCreateOptions { IsChecked = true }, Token);

        Assert.Single(_iam.Warnings);
    }

    [Fact]
    public async Task An_existing_pipeline_is_not_checked_again()
    {
        var role = await _iam.CreateRoleAsync("mine");
        var definition = _iam.Session.Pipelines.Check(await DefinitionAsync(role));
        await _iam.Session.Pipelines.CreateAsync(definition, Token);

        await _iam.Session.Wizard.CheckAsync(definition, new PipelineCreateOptions(), Token);

        Assert.Equal(0, _iam.Calls("ListRolePolicies"));
    }

    [Fact]
    public async Task An_edit_to_a_role_that_does_not_exist_or_does_not_trust_CodePipeline_changes_nothing()
    {
        await _iam.CreateAsync("demo", "old", Lambda("f"));
        var wrong = await _iam.CreateRoleAsync("wrong", Policy(Allow + "," + Deny));

        var missing = await Assert.ThrowsAsync<ServiceException>(() => PlanAsync("arn:aws:iam::123456789012:role/nobody", grant: true));
        var mismatch = await Assert.ThrowsAsync<ServiceException>(() => PlanAsync(wrong, grant: true));

        Assert.Equal(("RoleNotFound", "RoleTrustMismatch"), (missing.Condition, mismatch.Condition));
        Assert.Empty(await _iam.PoliciesAsync("wrong"));
    }

    [Fact]
    public async Task An_edit_to_another_role_warns_of_exactly_what_is_missing()
    {
        await _iam.CreateAsync("demo", "old", Lambda("f"));
        var other = await _iam.CreateRoleAsync("other");
        await _iam.PutAsync("other", "p", Policy("""{"Effect":"Allow","NotAction":"lambda:*","Resource":"*"}"""));

        var warning = Assert.Single((await PlanAsync(other, grant: false)).Warnings);

        Assert.StartsWith("The role 'other' does not have permissions that the pipeline 'demo' needs: AllowLambdaInvoke: lambda:", warning, StringComparison.Ordinal);
        Assert.EndsWith("To add them, run: Set-BitbucketPipeline -PipelineName 'demo' -Region us-east-1 -GrantRole", warning, StringComparison.Ordinal);
        Assert.Empty((await PlanAsync(other, grant: true)).Warnings);
        await _iam.AttachAsync("other", Administrator);
        Assert.Empty((await PlanAsync(other, grant: false)).Warnings);
    }

    [Fact]
    public async Task A_change_that_other_policies_of_the_role_allow_gives_no_warning()
    {
        var role = await _iam.CreateRoleAsync("mine");
        await _iam.CreateOnAsync("demo", role, Lambda("f"));
        Task<PipelineEditPlan> AddAsync() => _iam.Session.Editor.PlanAsync("demo", Add(Lambda("g", "More")), Token);
        Assert.Contains("lambda:InvokeFunction on arn:aws:lambda:us-east-1:123456789012:function:g", Assert.Single((await AddAsync()).Warnings), StringComparison.Ordinal);

        await _iam.PutAsync("mine", "p", Policy("""{"Effect":"Allow","Action":"lambda:*","Resource":"*"}"""));

        Assert.Empty((await AddAsync()).Warnings);
    }

    private Task<PipelineEditPlan> PlanAsync(string roleArn, bool grant) => _iam.Session.Editor.PlanAsync("demo", new PipelineChanges { RoleArn = roleArn, GrantsRole = grant }, Token);

    private async Task CheckAsync(string roleArn) => await CheckAsync(await DefinitionAsync(roleArn, Lambda("f")));

    private Task CheckAsync(Pipeline definition) => _iam.Session.Wizard.CheckAsync(_iam.Session.Pipelines.Check(definition), new PipelineCreateOptions(), Token);

    private Task RunAsync(Pipeline definition, bool isReview)
    {
        var (wizard, complete) = (_iam.Session.Wizard, _iam.Session.Pipelines.Check(definition));
        return isReview ? wizard.ReviewAsync(complete, new PipelineCreateOptions(), Token) : wizard.CreateAsync(complete, new PipelineCreateOptions(), Token);
    }

    private void AssertNothingCreated(ServiceException thrown)
    {
        Assert.Empty(thrown.Created);
        Assert.Equal((0, 0, 0), (_iam.Calls("CreateBucket"), _iam.Calls("PutRolePolicy"), _iam.Calls("CreatePipeline")));
    }

    private Task<Pipeline> DefinitionAsync(string? roleArn, params PipelineStage[] stages) => DefinitionAsync(roleArn, bucket: true, stages);

    private async Task<Pipeline> DefinitionAsync(string? roleArn, bool bucket, params PipelineStage[] stages)
    {
        var definition = await _iam.DefinitionAsync("demo", stages.Length > 0 ? stages : [Lambda("f")], roleArn);
        return bucket ? definition : definition with { ArtifactStore = null };
    }
}
