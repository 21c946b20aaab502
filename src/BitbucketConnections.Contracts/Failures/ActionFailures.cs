using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Failures;

/// <summary>The table of the failures of actions that this module explains. The pages of the documentation are made from it.</summary>
public static class ActionFailures
{
    // A message of AWS is short. The limit is for endpoints that answer with something else.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    private static readonly FailureCause s_newConnection = new(
        "The app of the connection was removed in Bitbucket, or the connection was replaced.",
        "Create a connection, complete it, and move the pipelines to it.",
        "Set-BitbucketPipeline -PipelineName {pipeline} -Region {region} -ConnectionName NAME");

    /// <summary>Gets the failures. The first whose pattern matches is the one.</summary>
    public static IReadOnlyList<ActionFailure> All { get; } =
    [
        // CodePipeline user guide, "Troubleshooting"; with both prefixes.
        new(
            "ConnectionPermission", "Unable to use Connection: ARN. The provided role does not have sufficient permissions.", "Unable to use Connection",
            [
                new(
                    "The service role {role} does not have the UseConnection permission for this connection, with both prefixes.",
                    "Update the permissions of the role for the current definition, then retry the stage. If the role or its policy is new, wait some seconds and only retry.",
                    "Set-BitbucketPipeline -PipelineName {pipeline} -Region {region} -GrantRole"),
                new(
                    "A condition of the policy allows only other repositories, for example after a move in Bitbucket.",
                    "Allow all repositories of the connection.",
                    "Set-BitbucketPipeline -PipelineName {pipeline} -Region {region} -AllowAllRepositories"),
                new("A permissions boundary, a statement that denies or a service control policy prevents it.", "Find what prevents it.", "Test-BitbucketPipeline -PipelineName {pipeline} -Region {region}"),
            ]),

        // A full clone with the role of the build (CodePipeline user guide, "Troubleshooting"; CodeBuild's texts of two versions).
        new(
            "BuildCloneDenied", "DOWNLOAD_SOURCE … authorization failed, or: Failed to get access token from ARN. Access denied to connection ARN",
            "DOWNLOAD_SOURCE.*authorization failed|Failed to get access token|Access denied to connection",
            [
                new(
                    "The build clones the repository itself (full clone), and the role of the build project {project} does not have the UseConnection permission. The service role of the pipeline is another role.",
                    "Grant the connection to the role of the build project, then retry the stage.",
                    "Grant-BitbucketConnectionAccess -RoleName BUILDROLE -ConnectionArn {connection}"),
                new("The connection is not AVAILABLE.", "Look at its status.", "Get-BitbucketConnection -ConnectionArn {connection}"),
            ]),

        // One message for different causes (field reports of several tools).
        new(
            "BranchNotFound", "No Branch [BRANCH] found for FullRepositoryName [WORKSPACE/REPOSITORY]", "No Branch .* found for FullRepositoryName",
            [
                new(
                    "The branch does not exist: it was renamed or removed, or its name is mistyped. Upper and lower case matter.",
                    "Set a branch that exists.",
                    "Set-BitbucketPipeline -PipelineName {pipeline} -Region {region} -Branch BRANCH"),
                new(
                    "The repository is not in the form workspace/repository, or not in the upper and lower case that Bitbucket shows.",
                    "Copy it from the address of the repository.",
                    "Set-BitbucketPipeline -PipelineName {pipeline} -Region {region} -Repository WORKSPACE/REPOSITORY"),
                new(
                    "The Bitbucket app of the connection has no access to the repository.",
                    "A workspace administrator gives the app access to the repository, in Bitbucket at Workspace settings > Installed apps. Then retry the stage."),
                s_newConnection,
                new("The connection was removed in AWS.", "Look for it.", "Get-BitbucketConnection -ConnectionArn {connection}"),
            ]),

        // A connection in ERROR does not recover (Developer Tools console user guide, "Troubleshooting connections").
        new("ConnectionError", "Connection ARN is not in available state. Its status is ERROR.", "not in available state.*ERROR", [s_newConnection]),

        // The first execution of a pipeline whose connection is still pending.
        new(
            "ConnectionPending", "Connection ARN is not in available state.", "not in available state",
            [
                new(
                    "Nobody has completed the handshake of the connection.",
                    "Complete the connection (Open-BitbucketConnection, Wait-BitbucketConnection), then retry the stage. If pushes do not start the pipeline afterwards, save it again with Set-BitbucketPipeline -Resave.",
                    "Open-BitbucketConnection -ConnectionArn {connection}"),
            ]),
        new(
            "ConnectionMissing", "Connection ARN does not exist.", @"Connection .* (does not exist|not found|was not found)",
            [
                new("The connection was removed.", "Create a connection, complete it, and move the pipelines to it.", "Set-BitbucketPipeline -PipelineName {pipeline} -Region {region} -ConnectionName NAME"),
            ]),

        // CodePipeline user guide, "Troubleshooting".
        new(
            "BucketListDenied", "CodePipeline service role \"ROLE\" is getting S3 access denied for the S3 bucket \"BUCKET\"", "S3 access denied",
            [
                new("The service role {role} or the policy of the bucket does not allow s3:ListBucket on the artifact bucket.", "Add the permission to the role and to the policy of the bucket.", "Set-BitbucketPipeline -PipelineName {pipeline} -Region {region} -GrantRole"),
            ]),

        // Texts of actions that read their input artifact (recorded, and CodePipeline user guide).
        new(
            "ArtifactReadDenied", "Unable to access the artifact with Amazon S3 object key 'KEY' … The provided role does not have sufficient permissions.",
            "Unable to access the artifact|required to access the Amazon S3 bucket",
            [
                new(
                    "The role of the action, which is the service role {role} unless the action has one of its own, does not have s3:GetObject, s3:GetObjectVersion or s3:PutObject on the artifact bucket.",
                    "Update the permissions of the role, then retry the stage.",
                    "Set-BitbucketPipeline -PipelineName {pipeline} -Region {region} -GrantRole"),
                new("The policy of the bucket denies the role.", "Find the statement that denies it.", "Test-BitbucketPipeline -PipelineName {pipeline} -Region {region}"),
                new("The role can't use the key that encrypts the artifacts.", "Update the permissions of the role, and look at the policy of the key.", "Set-BitbucketPipeline -PipelineName {pipeline} -Region {region} -GrantRole"),
            ]),
        new(
            "KeyDenied", "… is not authorized to perform: kms:ACTION …, or: The ciphertext refers to a customer master key …", "kms:|customer master key|KMS key",
            [
                new(
                    "The service role {role}, or the role of the build, does not have permission to use the key that encrypts the artifacts.",
                    "Update the permissions of the role, then retry the stage. Get-BitbucketServiceRolePolicy -EncryptionKeyId shows what is required.",
                    "Set-BitbucketPipeline -PipelineName {pipeline} -Region {region} -GrantRole"),
                new("The key is disabled, or its policy does not name the role.", "Look at the key.", "Test-BitbucketPipeline -PipelineName {pipeline} -Region {region}"),
            ]),

        // Connection sources set an ACL on the objects that they upload (aws-cdk issue 13557).
        new(
            "UploadDenied", "Upload to S3 failed with the following error: Access Denied …", "upload.*access ?denied|access ?denied.*upload|Underlying error.*access ?denied",
            [
                new(
                    "The service role {role} does not have s3:PutObject or s3:PutObjectAcl on the artifact bucket.",
                    "Update the permissions of the role, then retry the stage.",
                    "Set-BitbucketPipeline -PipelineName {pipeline} -Region {region} -GrantRole"),
                new("The policy of the bucket denies uploads of the role.", "Find the statement that denies it.", "Test-BitbucketPipeline -PipelineName {pipeline} -Region {region}"),
                new("The bucket is encrypted with a key that the role can't use.", "Set the key as the encryption key of the pipeline.", "Set-BitbucketPipeline -PipelineName {pipeline} -Region {region} -EncryptionKeyId KEY"),
            ]),
        new(
            "BucketMissing", "The Amazon S3 bucket named BUCKET does not exist, or: NoSuchBucket", "NoSuchBucket|bucket named .* does not exist",
            [
                new("The artifact bucket was removed, or its name is mistyped.", "Set a bucket that exists in the Region of the action.", "Set-BitbucketPipeline -PipelineName {pipeline} -Region {region} -ArtifactBucket BUCKET"),
            ]),
        new(
            "BuildProjectMissing", "Error calling startBuild: Project cannot be found", "startBuild.*(cannot be found|not found|does not exist)",
            [
                new("The CodeBuild project does not exist in the Region of the action.", "Create the project, or set another one.", "Test-BitbucketPipeline -PipelineName {pipeline} -Region {region}"),
            ]),
        new(
            "BuildStartDenied", "Error calling startBuild: User: … is not authorized to perform: codebuild:StartBuild …", "codebuild:(StartBuild|BatchGetBuilds)",
            [
                new("The service role {role} can't start builds of the project.", "Update the permissions of the role, then retry the stage.", "Set-BitbucketPipeline -PipelineName {pipeline} -Region {region} -GrantRole"),
            ]),
        new(
            "BuildFailed", "Build terminated with state: FAILED …", "Build terminated with state|COMMAND_EXECUTION_ERROR|Error while executing command",
            [
                new(
                    "A command of the build failed.", "Read the log of the build, fix the cause, then retry the stage or start a new execution.",
                    "Get-BitbucketPipelineLog -PipelineName {pipeline} -Region {region} -Tail 50"),
            ]),
        new(
            "ActionDenied", "User: ROLE is not authorized to perform: ACTION on resource: RESOURCE", "is not authorized to perform",
            [
                new("The role of the action does not have a permission that the action needs. The message names the role and the permission.", "Update the permissions of the role, then retry the stage.", "Set-BitbucketPipeline -PipelineName {pipeline} -Region {region} -GrantRole"),
                new("A permissions boundary or a statement that denies prevents it.", "Find what prevents it.", "Test-BitbucketPipeline -PipelineName {pipeline} -Region {region}"),
            ]),

        // A bucket in another Region causes this error, and only when the pipeline runs (CodePipeline user guide, "Troubleshooting").
        new(
            "InternalError", "Internal error … (JobFailed)", "internal error",
            [
                new("The artifact bucket is not in the Region of the action.", "Set a bucket in this Region.", "Test-BitbucketPipeline -PipelineName {pipeline} -Region {region}"),
                new("AWS had a temporary failure.", "Retry the stage."),
            ]),
    ];

    /// <summary>Finds the failure of a message.</summary>
    /// <param name="message">The message of AWS; null for none.</param>
    /// <returns>The failure; null if the message is not known.</returns>
    public static ActionFailure? Find(string? message)
    {
        try
        {
            return string.IsNullOrEmpty(message) ? null : All.FirstOrDefault(failure => Regex.IsMatch(
                message!, failure.Pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline, s_limit));
        }
        catch (RegexMatchTimeoutException)
        {
            // A text that takes this long is not a message of AWS.
            return null;
        }
    }

    /// <summary>Replaces the placeholders of a command. One without a value is written in capitals.</summary>
    /// <param name="command">The command of a cause; null for none.</param>
    /// <param name="values">The values by placeholder, such as <c>pipeline</c>.</param>
    /// <returns>The command; null for none.</returns>
    public static string? Command(string? command, IReadOnlyDictionary<string, string?> values) => command is null ? null : Regex.Replace(
        command, "{([a-z]+)}", match => ValueOf(match, values) ?? match.Groups[1].Value.ToUpperInvariant());

    /// <summary>Replaces the placeholders of a sentence. One without a value is left out.</summary>
    /// <param name="text">The text of a cause.</param>
    /// <param name="values">The values by placeholder, such as <c>role</c>.</param>
    /// <returns>The text.</returns>
    public static string Text(string text, IReadOnlyDictionary<string, string?> values) =>
        Regex.Replace(text, " {([a-z]+)}", match => ValueOf(match, values) is { } value ? " " + value : string.Empty);

    private static string? ValueOf(Match match, IReadOnlyDictionary<string, string?> values) => values.TryGetValue(match.Groups[1].Value, out var value) ? value : null;
}
