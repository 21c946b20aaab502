using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using BitbucketConnections.Errors;

namespace BitbucketConnections.Tests;

public sealed class ErrorTableTests
{
    [Theory]
    [InlineData("codestar-connections")]
    [InlineData("codeconnections")]
    [InlineData("codepipeline")]
    [InlineData("sts")]
    [InlineData("iam")]
    [InlineData("kms")]
    public void Every_exception_of_a_service_model_has_a_row(string service)
    {
        var exceptions = Model(service)["shapes"]!.AsObject()
            .Where(s => s.Value!["exception"] is not null)
            .Select(s => (string?)s.Value!["error"]?["code"] ?? s.Key);

        Assert.Empty(exceptions.Except(ErrorTable.Codes.Keys));
    }

    [Theory]
    [InlineData("codebuild", "BatchGetProjects")]
    public void Every_exception_of_the_operations_that_are_called_has_a_row(string service, string operations)
    {
        var json = Model(service);
        var exceptions = from operation in operations.Split(',')
                         from error in json["operations"]![operation]!["errors"]?.AsArray() ?? []
                         let shape = (string)error!["shape"]!
                         select (string?)json["shapes"]![shape]!["error"]?["code"] ?? shape;

        Assert.Empty(exceptions.Except(ErrorTable.Codes.Keys));
    }

    private static JsonNode Model(string service) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ServiceModels", service + ".json")))!;

    [Fact]
    public void Every_kind_of_failure_has_a_row() => Assert.Equal(
        Enum.GetValues<ServiceErrorKind>().Except([ServiceErrorKind.Service]).Order(), ErrorTable.Kinds.Keys.Order());

    [Theory]
    [InlineData("CreatePipeline", "AccessDeniedException", "CallerNotAllowed")]
    [InlineData("UpdatePipeline", "AccessDeniedException", "CallerNotAllowed")]
    [InlineData("GetPipeline", "AccessDeniedException", "AccessDenied")]
    [InlineData("DeletePipeline", "AccessDeniedException", "AccessDenied")]
    [InlineData("CreatePipeline", "InvalidStructureException", "InvalidStructure")]
    [InlineData("UpdatePipeline", "InvalidStructureException", "InvalidStructure")]
    [InlineData("UpdatePipeline", "BrandNewException", "ServiceError")]
    public void A_caller_without_permission_to_write_a_pipeline_has_its_own_id(string operation, string code, string id) => Assert.Equal(
        id, ErrorTable.Find(new ServiceException(ServiceErrorKind.Service, "x") { ErrorCode = code, Operation = operation }).Id);

    [Fact]
    public void A_role_that_cannot_be_assumed_has_another_id_than_an_invalid_structure()
    {
        static string Id(string message) => ErrorTable.Find(new ServiceException(ServiceErrorKind.Service, message) { ErrorCode = "InvalidStructureException" }).Id;

        Assert.Equal("RoleNotAssumable", Id("CodePipeline is not authorized to perform AssumeRole on role arn:aws:iam::123456789012:role/r"));
        Assert.Equal("InvalidStructure", Id("Pipeline has only 1 stage(s)."));
    }

    [Theory]
    [InlineData("StageNotFoundException", "Get-BitbucketPipelineState")]
    [InlineData("PipelineExecutionNotFoundException", "Get-BitbucketPipelineExecution")]
    [InlineData("UnableToRollbackStageException", "is not a rollback")]
    [InlineData("UnableToRollbackStageException", "stage is in progress")]
    [InlineData("PipelineExecutionOutdatedException", "Start a new execution")]
    [InlineData("StageNotRetryableException", "-AllActions")]
    [InlineData("StageNotRetryableException", "rejected less than a minute ago")]
    [InlineData("PipelineExecutionNotStoppableException", "no action in progress")]
    [InlineData("DuplicatedStopRequestException", "-Abandon")]
    [InlineData("InvalidApprovalTokenException", "-Summary")]
    [InlineData("InvalidApprovalTokenException", "out of date")]
    [InlineData("PipelineNotFoundException", "the Region and the account")]
    public void A_refusal_that_has_several_reasons_has_advice_for_each(string code, string advice) => Assert.Contains(
        advice, ErrorTable.Find(new ServiceException(ServiceErrorKind.Service, "x") { ErrorCode = code }).Advice, StringComparison.Ordinal);

    [Fact]
    public void Only_an_unknown_code_has_no_category()
    {
        var unknown = ErrorTable.Find(new ServiceException(ServiceErrorKind.Service, "x") { ErrorCode = "BrandNewException" });
        Assert.Equal(("ServiceError", ErrorCategory.NotSpecified), (unknown.Id, unknown.Category));
        Assert.DoesNotContain(ErrorTable.Codes.Values.Concat(ErrorTable.Kinds.Values).Concat(ErrorTable.Conditions.Values), r => r.Category == ErrorCategory.NotSpecified);
    }

    [Fact]
    public void Every_row_has_advice_in_sentences() => Assert.All(
        ErrorTable.Codes.Values.Concat(ErrorTable.Kinds.Values).Concat(ErrorTable.Conditions.Values), row => Assert.EndsWith(".", row.Advice, StringComparison.Ordinal));

    [Fact]
    public void A_code_has_one_category_for_each_id() => Assert.All(
        ErrorTable.Codes.Values.Concat(ErrorTable.Kinds.Values).Concat(ErrorTable.Conditions.Values).GroupBy(r => r.Id), same => Assert.Single(same.Select(r => r.Category).Distinct()));

    [Fact]
    public void A_record_keeps_the_message_of_AWS_and_names_what_was_created()
    {
        var failure = new ServiceException(ServiceErrorKind.Service, "CreatePipeline failed: no (ConflictException, request r-1)")
        {
            ErrorCode = "ConflictException", RequestId = "r-1", Operation = "CreatePipeline", Region = "us-east-1", IsRetryable = true, Created = ["arn:aws:iam::123456789012:role/made"],
        };

        var record = ErrorRecordFactory.Create(failure, "demo");

        Assert.Equal(("ConcurrentChange", ErrorCategory.ResourceBusy, "demo"), (record.FullyQualifiedErrorId, record.CategoryInfo.Category, record.TargetObject));
        Assert.Contains("arn:aws:iam::123456789012:role/made", record.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(new object[] { "ConflictException", "r-1", "CreatePipeline", "us-east-1", true }, new[] { "ErrorCode", "RequestId", "Operation", "Region", "Retryable" }.Select(k => failure.Data[k]));
        Assert.Same(failure, record.Exception);
        Assert.EndsWith("(ConflictException, request r-1). Already created: arn:aws:iam::123456789012:role/made.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(failure.Message, record.ErrorDetails.Message);
    }

    [Fact]
    public void The_page_of_errors_matches_the_table()
    {
        var page = Path.Combine(Sources.Root, "docs", "errors.md");
        if (Environment.GetEnvironmentVariable("BITBUCKETCONNECTIONS_WRITE_ERRORS") == "1")
        {
            File.WriteAllText(page, ErrorTable.ToMarkdown());
        }

        Assert.Equal(ErrorTable.ToMarkdown(), File.ReadAllText(page).Replace("\r\n", "\n", StringComparison.Ordinal));
    }
}
