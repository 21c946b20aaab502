using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text;

namespace BitbucketConnections.Errors;

/// <summary>
/// Maps the codes of AWS and the local conditions to error ids, categories and advice. <c>docs/errors.md</c> is generated from this table.
/// </summary>
internal static class ErrorTable
{
    private static readonly ErrorRow s_unknown = new(
        "ServiceError", ErrorCategory.NotSpecified, "Read the AWS code and message. If you contact AWS Support, include the request id.");

    // KMS has the same code for a key.
    private static readonly ErrorRow s_associationNotFound = ErrorRows.NotFound("ReviewerAssociation");

    /// <summary>Gets the rows of the AWS codes, by <see cref="ServiceException.ErrorCode"/>.</summary>
    public static IReadOnlyDictionary<string, ErrorRow> Codes => ServiceErrorCodes.All;

    /// <summary>Gets the rows of the kinds of failures.</summary>
    public static IReadOnlyDictionary<ServiceErrorKind, ErrorRow> Kinds { get; } = new Dictionary<ServiceErrorKind, ErrorRow>
    {
        [ServiceErrorKind.InvalidInput] = new(
            "InvalidInput", ErrorCategory.InvalidArgument, "Correct what the message names, and run the command again. 'Get-Help COMMAND -Parameter NAME' describes the valid values of a parameter."),
        [ServiceErrorKind.RegionNotFound] = new("RegionNotFound", ErrorCategory.InvalidArgument, "To use the same Region in all commands, set AWS_REGION or the region of the profile.", terminating: true),
        [ServiceErrorKind.CredentialsNotFound] = new(
            "CredentialsNotFound", ErrorCategory.AuthenticationError, "The topic about_BitbucketConnections_Authentication describes the sources of credentials and their order.", terminating: true),
        [ServiceErrorKind.ProfileInvalid] = new(
            "ProfileInvalid", ErrorCategory.AuthenticationError, "Check the profile with 'aws configure list --profile NAME'. For SSO, run 'aws sso login --profile NAME'.", terminating: true),
        [ServiceErrorKind.EndpointUnreachable] = new(
            "EndpointUnreachable", ErrorCategory.ConnectionError, "Check the network, the proxy settings, -Region and -EndpointUrl.", terminatingAtFirst: true),
        [ServiceErrorKind.OperationTimeout] = new("OperationTimeout", ErrorCategory.OperationTimeout, "Check the network and try again."),
        [ServiceErrorKind.UnexpectedResponse] = new(
            "UnexpectedResponse", ErrorCategory.ProtocolError, "Check -EndpointUrl, and whether a proxy or captive portal answers instead of AWS."),
        [ServiceErrorKind.WaitTimeout] = new(
            "ConnectionWaitTimeout", ErrorCategory.OperationTimeout, "Complete the handshake in the console, and wait again. -TimeoutSeconds sets how long to wait."),
        [ServiceErrorKind.ConnectionInErrorState] = new(
            "ConnectionInErrorState", ErrorCategory.InvalidResult, "Create a new connection and move the pipelines to it. This connection does not recover."),
        [ServiceErrorKind.ConnectionNotAvailable] = new(
            "ConnectionNotAvailable", ErrorCategory.ResourceUnavailable, "If the connection is PENDING, complete the handshake and wait with Wait-BitbucketConnection, or use -AllowPendingConnection. If it is in ERROR, create a new connection."),
        [ServiceErrorKind.NameInUse] = new(
            "ConnectionNameInUse", ErrorCategory.ResourceExists, "Use -ReuseExisting to use the existing connection, or -AllowDuplicateName to create another one with the same name."),
        [ServiceErrorKind.NotFound] = new("ObjectNotFound", ErrorCategory.ObjectNotFound, "Check the name or ARN, the Region and the account."),
        [ServiceErrorKind.Ambiguous] = new("AmbiguousName", ErrorCategory.InvalidArgument, "Specify the ARN. Names of connections are not unique."),
        [ServiceErrorKind.Incomplete] = new("ListIncomplete", ErrorCategory.ResourceUnavailable, "Allow the call that the message names, and try again."),
        [ServiceErrorKind.InUse] = new("ConnectionInUse", ErrorCategory.ResourceBusy, "Move the pipelines to another connection first, or use -Force."),
        [ServiceErrorKind.EngineUnavailable] = new(
            "EngineUnavailable", ErrorCategory.ResourceUnavailable, "Install the module again and start a new session.", terminating: true),
        [ServiceErrorKind.ConcurrentChange] = new(
            "ConcurrentChange", ErrorCategory.ResourceBusy, "Get the pipeline again and repeat the change, or use -Force to overwrite the other change."),
        [ServiceErrorKind.ExecutionFailed] = new(
            "ExecutionFailed", ErrorCategory.InvalidResult, "Fix the cause that the failed action or rule reports, and follow the advice in the message: run Restart-BitbucketPipelineStage after a failed action, Skip-BitbucketPipelineCondition after a failed condition, or start a new execution with Start-BitbucketPipeline."),
        [ServiceErrorKind.ExecutionEnded] = new(
            "ExecutionEnded", ErrorCategory.InvalidResult, "Follow the execution that replaced it, or start a new one with Start-BitbucketPipeline."),
        [ServiceErrorKind.InvalidState] = ErrorRows.State("InvalidState", "The message names the state and what to do. Check the state with the Get cmdlet of the object, and run the command again when the state allows it."),
        [ServiceErrorKind.Sandbox] = ErrorRows.State("SandboxError", "Correct what the message names. Get-BitbucketSandbox shows the running sandbox, and about_BitbucketConnections_Sandbox describes it."),
    };

    /// <summary>Gets the rows of local conditions that differ from the row of their kind, by <see cref="ServiceException.Condition"/>.</summary>
    public static IReadOnlyDictionary<string, ErrorRow> Conditions { get; } = new Dictionary<string, ErrorRow>
    {
        ["CredentialsExpired"] = ErrorRows.Expired,
        ["CredentialsUnavailable"] = new(
            "CredentialsUnavailable", ErrorCategory.AuthenticationError, "Check the source of credentials that the message names, or specify other credentials.", terminating: true),
        ["CredentialsMalformed"] = new("CredentialsMalformed", ErrorCategory.AuthenticationError, "Copy the keys again, without spaces and line breaks.", terminating: true),
        ["CallNotSent"] = new(
            "CallNotSent", ErrorCategory.InvalidOperation, "Check the AWS_ environment variables and the settings of the profile. The message contains the reason of the AWS SDK or of .NET."),
        ["InvalidMfaCode"] = new("InvalidMfaCode", ErrorCategory.AuthenticationError, "Run the command again, and enter the 6 digits that the MFA device shows.", terminating: true),
        ["InvalidStoredCredentials"] = new(
            "InvalidStoredCredentials", ErrorCategory.AuthenticationError, "Set it again with Set-AWSCredential, or remove it with Clear-AWSCredential.", terminating: true),
        ["InvalidWebIdentity"] = new(
            "InvalidWebIdentity", ErrorCategory.AuthenticationError, "Set AWS_WEB_IDENTITY_TOKEN_FILE to the full path of the token file, and set AWS_ROLE_ARN.", terminating: true),
        ["MfaRequired"] = new(
            "MfaRequired", ErrorCategory.AuthenticationError, "Run the command where a person can enter the code, or specify temporary credentials with -Credential.", terminating: true),
        ["ConfirmationNotPossible"] = new(
            "ConfirmationNotPossible", ErrorCategory.InvalidOperation, "Run the command where a person can answer, or confirm the change in the command.", terminating: true),
        ["PipelineDefinitionDiffers"] = new(
            "PipelineDefinitionDiffers", ErrorCategory.ResourceExists, "Choose another name, or make the two definitions equal. A name can't be changed later."),
        ["ExecutionWaitTimeout"] = new(
            "ExecutionWaitTimeout", ErrorCategory.OperationTimeout, "The execution continues. Wait again with Wait-BitbucketPipelineExecution. -TimeoutSeconds sets how long to wait."),
        ["PipelineWaitTimeout"] = new(
            "PipelineWaitTimeout", ErrorCategory.OperationTimeout, "Wait longer with -TimeoutSeconds, stop the executions with Stop-BitbucketPipelineExecution, or omit -WhenIdle."),
        ["ExecutionStopped"] = new("ExecutionStopped", ErrorCategory.InvalidResult, "Start a new execution with Start-BitbucketPipeline."),
        ["ExecutionSuperseded"] = new("ExecutionSuperseded", ErrorCategory.InvalidResult, "Follow the newer execution with Wait-BitbucketPipelineExecution."),
        ["ExecutionCancelled"] = new("ExecutionCancelled", ErrorCategory.InvalidResult, "Start a new execution with Start-BitbucketPipeline."),
        ["NoExecution"] = new("NoExecution", ErrorCategory.ObjectNotFound, "Get-BitbucketPipelineExecution lists the executions of the last 12 months."),
        ["ActionNotFound"] = new("ActionNotFound", ErrorCategory.ObjectNotFound, "Check the name, including upper and lower case. Get-BitbucketPipelineState shows the actions."),
        ["ActionHasNoLog"] = new(
            "ActionHasNoLog", ErrorCategory.ObjectNotFound, "CodeBuild actions have a log, and those that CodePipeline runs on its own compute, such as Commands. For other actions, see ExternalExecutionUrl of Get-BitbucketPipelineExecution -IncludeAction."),
        ["LogNotStarted"] = ErrorRows.State("LogNotStarted", "Check the actions with Get-BitbucketPipelineState. To wait for the log and follow it, use Get-BitbucketPipelineLog -Wait."),
        ["LogNotFound"] = new("LogNotFound", ErrorCategory.ObjectNotFound, "Check the error of the action with Get-BitbucketPipelineExecution -IncludeAction. To write the log again, run the action again."),
        ["LogWaitTimeout"] = new("LogWaitTimeout", ErrorCategory.OperationTimeout, "The execution continues. Follow the log again with Get-BitbucketPipelineLog -Wait. -TimeoutSeconds sets how long to follow it."),
        ["BuildNotFound"] = new("BuildNotFound", ErrorCategory.ObjectNotFound, "Open the page of the build: ExternalExecutionUrl of Get-BitbucketPipelineExecution -IncludeAction. A build in another account needs credentials of that account."),
        ["BuildLogsDisabled"] = new("BuildLogsDisabled", ErrorCategory.ObjectNotFound, "To have the logs of later builds in CloudWatch, turn on CloudWatch logs in the settings of the CodeBuild project."),
        ["NothingToRetry"] = ErrorRows.State("NothingToRetry", "Check the state with Get-BitbucketPipelineState. Start a new execution with Start-BitbucketPipeline."),
        ["NoRollbackTarget"] = new(
            "NoRollbackTarget", ErrorCategory.ObjectNotFound, "Specify -TargetPipelineExecutionId, or fix the stage and run it again."),
        ["DefinitionFileNotFound"] = new(
            "ObjectNotFound", ErrorCategory.ObjectNotFound, "Check the path. A relative path starts at the current location, which Get-Location shows."),
        ["FileExists"] = new("FileExists", ErrorCategory.ResourceExists, "Specify another -Path, or delete the file."),
        ["FileNotWritten"] = new("FileNotWritten", ErrorCategory.WriteError, "Check the path, the permissions and the free disk space."),
        ["SandboxOfAnotherProcess"] = new("SandboxOfAnotherProcess", ErrorCategory.ResourceBusy, "If other programs still use the sandbox, let it run. Get-BitbucketSandbox shows it."),
        ["SandboxStateNotRead"] = new("SandboxStateNotRead", ErrorCategory.ReadError, "Check the path and the permissions. A relative path starts at the current location, which Get-Location shows."),
        ["TriggerNotCleared"] = ErrorRows.State("TriggerNotCleared", "Check (Get-BitbucketPipeline -Name NAME).Triggers. Repeat the change, or edit the pipeline in the console."),
        ["ApprovalNotFound"] = new("ApprovalNotFound", ErrorCategory.ObjectNotFound, "Check the state with Get-BitbucketPipelineState. An approval that has just started can be answered some seconds later."),
        ["AmbiguousApproval"] = new("AmbiguousApproval", ErrorCategory.InvalidArgument, "Specify -StageName, -ActionName or -PipelineExecutionId, or use -All to answer all of them."),
        ["AmbiguousCondition"] = new("AmbiguousCondition", ErrorCategory.InvalidArgument, "Get-BitbucketPipelineState shows the conditions of each stage."),
        ["ConditionNotOverridable"] = ErrorRows.ConditionNotOverridable,
        ["NoConditionToOverride"] = ErrorRows.State("NoConditionToOverride", "Check the conditions with Get-BitbucketPipelineState and Get-BitbucketPipelineRuleExecution."),
        ["RolePolicyUnreadable"] = ErrorRows.State("RolePolicyUnreadable", "Read the policy with 'aws iam get-role-policy'. Fix or delete it, and repeat the command."),
        ["NoConnectionSource"] = new("NoConnectionSource", ErrorCategory.ObjectNotFound, "By default, Get-BitbucketPipeline gets only pipelines with a connection source."),
        ["PipelineNotFound"] = ErrorRows.NotFound("Pipeline"),
        ["PipelineExecutionNotFound"] = ErrorRows.ExecutionNotFound,
        ["StageNotFound"] = ErrorRows.StageNotFound,
        ["PipelineAlreadyExists"] = new("PipelineAlreadyExists", ErrorCategory.ResourceExists, "Choose another name. A name is unique in the account and Region, and can't be changed."),
        ["RoleNotFound"] = ErrorRows.RoleNotFound,
        ["ConnectionListIncomplete"] = new(
            "ConnectionListIncomplete",
            ErrorCategory.ResourceUnavailable,
            "Allow codestar-connections:ListConnections and codeconnections:ListConnections, or use the other way that the message names."),
        ["ConnectionUsageUnknown"] = new(
            "ConnectionInUse", ErrorCategory.ResourceBusy, "Allow codepipeline:ListPipelines and codepipeline:GetPipeline in the Regions that the message names, and try again."),
        ["ReviewerAssociationClosed"] = new(
            "ReviewerAssociationClosed", ErrorCategory.ResourceUnavailable, "Use the associations that exist: run Get-BitbucketReviewerAssociation. To rehearse a new association, use Start-BitbucketSandbox -AllowReviewerAssociation."),
        ["ReviewerAssociationExists"] = new(
            "ReviewerAssociationExists", ErrorCategory.ResourceExists, "Use -ReuseExisting to use the existing association, or remove it with Remove-BitbucketReviewerAssociation."),
        ["ReviewerAssociationFailed"] = new(
            "ReviewerAssociationFailed", ErrorCategory.InvalidResult, "Check that the connection is AVAILABLE and that its app has access to the repository."),
        ["ReviewerAssociationRemoved"] = ErrorRows.State("ReviewerAssociationRemoved", "Check the associations with Get-BitbucketReviewerAssociation. To create the association again, use New-BitbucketReviewerAssociation."),
        ["ReviewerAssociationWaitTimeout"] = new(
            "ReviewerAssociationWaitTimeout", ErrorCategory.OperationTimeout, "Wait again with Wait-BitbucketReviewerAssociation. -TimeoutSeconds sets how long to wait."),
        ["RegionNotSearched"] = new(
            "RegionNotSearched", ErrorCategory.ResourceUnavailable, "Allow codepipeline:ListPipelines and codepipeline:GetPipeline in the Region, or choose Regions with -SearchRegion."),
    };

    /// <summary>Finds the row of a failure.</summary>
    public static ErrorRow Find(ServiceException failure)
    {
        if (failure.Condition is { } condition)
        {
            // Each rule of an input has its own id.
            var kind = Kinds[failure.Kind];
            return failure.Kind == ServiceErrorKind.InvalidInput ? new ErrorRow(condition, kind.Category, kind.Advice)
                : Conditions.TryGetValue(condition, out var special) ? special
                : kind;
        }

        if (failure.IsAccessDenied && failure.Operation is "CreatePipeline" or "UpdatePipeline")
        {
            return ServiceErrorCodes.CallerNotAllowed;
        }

        if (failure.IsNotFound && failure.Operation is "DescribeRepositoryAssociation" or "DisassociateRepository")
        {
            return s_associationNotFound;
        }

        if (failure.IsRoleNotAssumable)
        {
            return ServiceErrorCodes.RoleNotAssumable;
        }

        if (failure.IsPipelineNameInUse)
        {
            return ErrorRows.PipelineExists;
        }

        return failure.ErrorCode is { } code && Codes.TryGetValue(code, out var known) ? known : s_unknown;
    }

    /// <summary>Returns the table as the page <c>docs/errors.md</c>.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder("""
            # Errors

            Generated from the module's error table by `./build.ps1 Help`. Do not edit. The id is the part of `FullyQualifiedErrorId` before the comma.
            `$_.Exception` is a `BitbucketConnections.ServiceException`. Two of its properties name the cause. `$_.Exception.Data` also has them, with
            `RequestId`, `Operation` and `Region`.

            - `ErrorCode` is the code that AWS returned, and nothing else. It is empty if AWS was not called or did not answer.
            - `Condition` is the module's name of a local condition or rule. It is empty if AWS refused the call.

            A condition that results from a refusal has both: `RegionNotSearched` with `ErrorCode` AccessDeniedException means that AWS does not allow you to list the pipelines of a Region.

            ## Refusals of AWS

            By `ErrorCode`.

            | AWS code | id | category | ends the pipeline | what to do |
            |---|---|---|---|---|

            """.Replace("\r\n", "\n"));
        foreach (var row in Codes.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            Append(text, row.Key, row.Value);
        }

        Append(text, "`AccessDeniedException` of CreatePipeline, UpdatePipeline", ServiceErrorCodes.CallerNotAllowed);
        Append(text, "`NotFoundException` of DescribeRepositoryAssociation, DisassociateRepository", s_associationNotFound);
        Append(text, "`InvalidStructureException` about AssumeRole", ServiceErrorCodes.RoleNotAssumable);
        Append(text, "`InvalidStructureException` about a pipeline that already exists", ErrorRows.PipelineExists);
        Append(text, "any other", s_unknown);
        text.Append("\n## Local conditions\n\nBy `Condition`. A condition without a row has the row of its `Kind`.\n\n| condition | id | category | ends the pipeline | what to do |\n|---|---|---|---|---|\n");
        foreach (var row in Kinds.OrderBy(r => r.Key.ToString(), StringComparer.Ordinal))
        {
            Append(text, row.Key.ToString(), row.Value);
        }

        foreach (var row in Conditions.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            Append(text, row.Key, row.Value);
        }

        text.Append("\nEach rule of an input has its own condition and id, such as `InvalidConnectionName`. Several findings together have `InvalidPipelineDefinition`.\n");
        return text.Append(ActionFailurePage.ToMarkdown()).ToString();
    }

    private static void Append(StringBuilder text, string what, ErrorRow row) =>
        text.Append("| ").Append(what).Append(" | ").Append(row.Id).Append(" | ").Append(row.Category).Append(" | ")
            .Append(row.IsTerminating ? "yes" : row.IsTerminatingAtFirst ? "at the first call" : "no").Append(" | ").Append(row.Advice).Append(" |\n");
}
