using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using BitbucketConnections.Errors;

namespace BitbucketConnections.Tests;

/// <summary>Tests that only RefusalCodes defines the meaning of AWS codes, and that the error table agrees.</summary>
public sealed class RefusalCodesTests
{
    // Codes are repeated here, so that a code that leaves its group is noticed.
    private static readonly Dictionary<string, (IReadOnlyCollection<string> Codes, Func<ServiceException, bool> Is, string[] Expected)> s_groups = new()
    {
        ["AccessDenied"] = (RefusalCodes.AccessDenied, f => f.IsAccessDenied,
        [
            "AccessDeniedException", "AccessDenied", "UnauthorizedOperation", "Forbidden", "AllAccessDisabled", "AccountProblem",
            "OutboundWebIdentityFederationDisabledException", "SessionDurationEscalationException",
        ]),
        ["NotFound"] = (RefusalCodes.NotFound, f => f.IsNotFound,
        [
            "ResourceNotFoundException", "PipelineNotFoundException", "PipelineVersionNotFoundException", "PipelineExecutionNotFoundException",
            "StageNotFoundException", "ActionNotFoundException", "ActionExecutionNotFoundException", "ActionTypeNotFoundException",
            "WebhookNotFoundException", "JobNotFoundException", "SyncBlockerDoesNotExistException",
            "NoSuchEntity", "NoSuchEntityException", "ReportNotPresent", "ReportExpired", "OrganizationNotFoundException",
            "NotFoundException", "CloudHsmClusterNotFoundException", "CustomKeyStoreNotFoundException", "XksKeyNotFoundException",
            "XksProxyVpcEndpointServiceNotFoundException",
            "NotFound", "NoSuchBucket", "NoSuchBucketPolicy", "NoSuchTagSet", "NoSuchPublicAccessBlockConfiguration",
            "ServerSideEncryptionConfigurationNotFoundError",
        ]),
        ["Throttled"] = (RefusalCodes.Throttled, f => f.IsThrottled,
        [
            "ThrottlingException", "Throttling", "ThrottledException", "TooManyRequestsException", "RequestLimitExceeded", "RequestThrottled",
            "RequestThrottledException", "SlowDown",
        ]),
        ["InvalidCredentials"] = (RefusalCodes.InvalidCredentials, f => f.IsCredentialsInvalid,
        [
            "UnrecognizedClientException", "InvalidClientTokenId", "InvalidClientTokenIdException", "AuthFailure", "InvalidAccessKeyId",
            "InvalidToken", "InvalidSignatureException", "SignatureDoesNotMatch", "IncompleteSignature", "IncompleteSignatureException",
            "MissingAuthenticationToken", "MissingAuthenticationTokenException", "RequestTimeTooSkewed",
            "RequestExpired", "ExpiredToken", "ExpiredTokenException", "ExpiredTradeInTokenException",
            "InvalidIdentityToken", "InvalidIdentityTokenException", "IDPRejectedClaim", "IDPRejectedClaimException",
        ]),
        ["RegionNotEnabled"] = (RefusalCodes.RegionNotEnabled, f => f.IsRegionNotEnabled,
        [
            "UnrecognizedClientException", "InvalidClientTokenId", "InvalidClientTokenIdException", "AuthFailure", "OptInRequired",
            "OptInRequiredException", "SubscriptionRequired", "SubscriptionRequiredException", "RegionDisabledException",
        ]),
        ["ExecutionNotFound"] = (["PipelineExecutionNotFoundException"], f => f.IsExecutionNotFound, ["PipelineExecutionNotFoundException"]),
        ["ExpiredCredentials"] = (
            RefusalCodes.ExpiredCredentials, f => f.Condition is null && RefusalCodes.ExpiredCredentials.Has(f.ErrorCode),
            ["ExpiredToken", "ExpiredTokenException", "RequestExpired"]),
    };

    public static TheoryData<string> Groups => [.. s_groups.Keys];

    public static TheoryData<string, string> Codes
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (group, (_, _, expected)) in s_groups)
            {
                foreach (var code in expected)
                {
                    data.Add(group, code);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void A_group_has_no_other_codes(string group) => Assert.Equal(s_groups[group].Expected.Order(), s_groups[group].Codes.Order());

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_refusal_with_a_code_of_a_group_belongs_to_that_group(string group, string code)
    {
        var refusal = new ServiceException(ServiceErrorKind.Service, "x") { ErrorCode = code };

        Assert.True(s_groups[group].Is(refusal));
        Assert.False(s_groups[group].Is(refusal.WithMeaning(ServiceErrorKind.Incomplete, "ListIncomplete", "y")));
        Assert.False(s_groups[group].Is(new ServiceException(ServiceErrorKind.Service, "x") { ErrorCode = code + "x" }));
        Assert.False(s_groups[group].Is(new ServiceException(ServiceErrorKind.UnexpectedResponse, "x")));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_refusal_belongs_to_no_other_group(string group, string code)
    {
        var refusal = new ServiceException(ServiceErrorKind.Service, "x") { ErrorCode = code };

        Assert.Equal(
            s_groups.Where(other => other.Value.Expected.Contains(code)).Select(other => other.Key), s_groups.Where(other => other.Value.Is(refusal)).Select(other => other.Key));
        Assert.Contains(group, s_groups.Where(other => other.Value.Is(refusal)).Select(other => other.Key));
    }

    [Fact]
    public void The_error_table_has_the_same_groups()
    {
        Assert.Equal(RowsWith("AccessDenied"), RefusalCodes.AccessDenied.Order());
        Assert.Equal(RowsWith("RequestThrottled"), RefusalCodes.Throttled.Order());
        Assert.Equal(RowsWith("CredentialsInvalid", "CredentialsExpired"), RefusalCodes.InvalidCredentials.Order());
        Assert.Equal(RowsWith("RegionNotSupported"), RefusalCodes.RegionNotEnabled.Except(RefusalCodes.InvalidCredentials).Order());
        Assert.Equal(ErrorTable.Codes.Where(row => row.Value.Category == ErrorCategory.ObjectNotFound).Select(row => row.Key).Order(), RefusalCodes.NotFound.Order());
        Assert.Empty(RefusalCodes.ExpiredCredentials.Except(RefusalCodes.InvalidCredentials));
    }

    [Theory]
    [InlineData("InvalidStructureException", "CodePipeline is not authorized to perform AssumeRole on role arn:aws:iam::123456789012:role/r", true)]
    [InlineData("InvalidStructureException", "arn:aws:iam::123456789012:role/r is not authorized to perform AssumeRole on role arn:aws:iam::123456789012:role/a", true)]
    [InlineData("InvalidStructureException", "Pipeline role arn:aws:iam::123456789012:role/r is not authorized to perform AssumeRole on action role arn:aws:iam::123456789012:role/a", true)]
    [InlineData("InvalidStructureException", "Pipeline has only 1 stage(s). There should be a minimum of 2 stages in a pipeline", false)]
    [InlineData("InvalidStructureException", "The role arn:aws:iam::123456789012:role/r is not authorized to perform codestar-connections:UseConnection", false)]
    [InlineData("AccessDeniedException", "User: arn:aws:iam::123456789012:user/u is not authorized to perform: iam:PassRole on resource: arn:aws:iam::123456789012:role/r", false)]
    [InlineData("InvalidInputException", "CodeBuild is not authorized to perform: sts:AssumeRole on service role. Please verify that: 1) The provided service role exists", false)]
    public void A_role_that_cannot_be_assumed_is_recognized_by_the_text_of_AWS(string code, string message, bool expected)
    {
        Assert.Equal(expected, new ServiceException(ServiceErrorKind.Service, "x") { ErrorCode = code, ServiceMessage = message }.IsRoleNotAssumable);
        Assert.Equal(expected, new ServiceException(ServiceErrorKind.Service, $"CreatePipeline failed: {message}") { ErrorCode = code }.IsRoleNotAssumable);
    }

    [Theory]
    [InlineData("PipelineNameInUseException", "x", true)]
    [InlineData("InvalidStructureException", "A pipeline with the name 'demo' already exists in account '123456789012'", true)]
    [InlineData("InvalidStructureException", "Pipeline has only 1 stage(s). There should be a minimum of 2 stages in a pipeline", false)]
    [InlineData("ResourceAlreadyExistsException", "Project already exists : arn", false)]
    public void A_pipeline_name_in_use_is_recognized_by_the_code_or_the_text_of_AWS(string code, string message, bool expected)
    {
        var failure = new ServiceException(ServiceErrorKind.Service, "x") { ErrorCode = code, ServiceMessage = message };

        Assert.Equal(expected, failure.IsPipelineNameInUse);
        Assert.Equal(expected, ErrorTable.Find(failure).Id == "PipelineAlreadyExists");
    }

    [Fact]
    public void No_other_source_compares_a_code_of_a_group_or_a_text_of_AWS()
    {
        var codes = s_groups.Values.SelectMany(group => group.Expected).ToHashSet();
        var found = Sources.Of("BitbucketConnections.Contracts", "BitbucketConnections.Engine", "BitbucketConnections")
            .Where(file => !file.Path.EndsWith("/RefusalCodes.cs", StringComparison.Ordinal) && !Regex.IsMatch(file.Path, "^BitbucketConnections/Errors/(?:\\w+ErrorCodes|ErrorRows)\\.cs$"))
            .SelectMany(file => Regex.Matches(file.Text, "\"(\\w+)\"").Where(match => codes.Contains(match.Groups[1].Value))
                .Concat(Regex.Matches(file.Text, "(?:Contains|IndexOf|IsMatch|Regex)\\(\"[^\"]*(?:not authorized|AssumeRole)[^\"]*\""))
                .Select(match => $"{file.Path}: {match.Value}"));

        Assert.Empty(found);
    }

    private static IEnumerable<string> RowsWith(params string[] ids) => ErrorTable.Codes.Where(row => ids.Contains(row.Value.Id)).Select(row => row.Key).Order();
}
