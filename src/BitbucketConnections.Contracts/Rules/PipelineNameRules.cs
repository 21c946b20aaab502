using System.Text.RegularExpressions;

namespace BitbucketConnections;

/// <summary>Checks the parameters of a pipeline without AWS.</summary>
public static class PipelineNameRules
{
    /// <summary>The maximum length of the name of a pipeline, stage or action (CodePipeline API model).</summary>
    public const int MaximumNameLength = 100;

    private static readonly Regex s_name = new(@"^[A-Za-z0-9.@\-_]+\z", RegexOptions.CultureInvariant);
    private static readonly Regex s_role = new(@"^arn:aws(-[\w]+)*:iam::[0-9]{12}:role/.+\z", RegexOptions.CultureInvariant);
    private static readonly Regex s_buildProject = new(@"^[A-Za-z0-9][A-Za-z0-9\-_]{1,149}\z", RegexOptions.CultureInvariant);
    private static readonly Regex s_bucket = new(@"^[a-z0-9][a-z0-9.\-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant);

    /// <summary>Checks the name of a pipeline, stage or action: 1–100 of <c>A-Z a-z 0-9 . @ - _</c>.</summary>
    /// <param name="thing">The kind of object: <c>pipeline</c>, <c>stage</c> or <c>action</c>.</param>
    /// <param name="id">The error id.</param>
    /// <param name="name">The name.</param>
    /// <param name="path">The path of the name in the definition; null for a parameter.</param>
    /// <returns>The finding, or null.</returns>
    public static Finding? CheckName(string thing, string id, string? name, string? path = null)
    {
        if (string.IsNullOrEmpty(name))
        {
            return new Finding(id, $"The {thing} name is empty. Specify 1 to {MaximumNameLength} letters, digits or . @ - _.", path);
        }

        if (name!.Length > MaximumNameLength)
        {
            return new Finding(id, $"The {thing} name '{name}' has {name.Length} characters. AWS accepts 1 to {MaximumNameLength}. Shorten it.", path);
        }

        return s_name.IsMatch(name) ? null : new Finding(
            id, $"The {thing} name '{name}' has a character that is not valid. Use only letters, digits and . @ - _, without spaces.", path);
    }

    /// <summary>Checks the ARN of a pipeline: <c>arn:aws:codepipeline:REGION:ACCOUNT:NAME</c>.</summary>
    /// <param name="value">The ARN.</param>
    /// <param name="arn">The ARN, whose resource is the name; null if it is not the ARN of a pipeline.</param>
    /// <returns>The finding, or null.</returns>
    public static Finding? CheckPipelineArn(string value, out Arn? arn) =>
        Arn.TryParse(value, out arn) && arn.Service == "codepipeline" && CheckName("pipeline", string.Empty, arn.Resource) is null
            ? null
            : new Finding(
                "InvalidPipelineArn", $"'{value}' is not the ARN of a pipeline. The expected form is arn:aws:codepipeline:REGION:ACCOUNT:NAME. To specify a name, use -Name.");

    /// <summary>
    /// Checks that a pipeline belongs to the account of an ARN. The API of CodePipeline takes only a name, and the account of the credentials can have
    /// another pipeline with this name.
    /// </summary>
    /// <param name="wanted">The ARN of the pipeline that the caller means; null for any.</param>
    /// <param name="found">The pipeline with this name.</param>
    /// <returns>The finding, or null.</returns>
    public static Finding? CheckAccount(string? wanted, Pipeline found) =>
        Arn.TryParse(wanted, out var given) && Arn.TryParse(found.PipelineArn, out var own) && given.AccountId != own.AccountId
            ? new Finding(
                "PipelineOfAnotherAccount",
                $"'{wanted}' belongs to the account {given.AccountId}. The credentials belong to the account {own.AccountId}, which has another pipeline named '{found.Name}'. "
                + "Nothing was changed. Specify the profile or credentials of the first account, or the name instead of an ARN or object.")
            : null;

    /// <summary>Checks the ARN of a role: up to 1024 characters, <c>arn:aws:iam::ACCOUNT:role/NAME</c>.</summary>
    /// <param name="roleArn">The ARN.</param>
    /// <param name="path">The path of the value in the definition; null for a parameter.</param>
    /// <returns>The finding, or null.</returns>
    public static Finding? CheckRoleArn(string? roleArn, string? path = null)
    {
        if (string.IsNullOrEmpty(roleArn))
        {
            return new Finding("RoleArnMissing", "The service role is required. Specify -RoleArn with a role that codepipeline.amazonaws.com can assume.", path);
        }

        return s_role.IsMatch(roleArn!) && roleArn!.Length <= 1024 ? null : new Finding(
            "InvalidRoleArn", $"'{roleArn}' is not the ARN of a role. The expected form is arn:aws:iam::ACCOUNT:role/NAME.", path);
    }

    /// <summary>Gets the name of a role from its ARN: the part after the path. The IAM API requires the name alone.</summary>
    /// <param name="roleArn">The ARN.</param>
    /// <returns>The name.</returns>
    public static string RoleNameOf(string roleArn) => roleArn.Substring(roleArn.LastIndexOf('/') + 1);

    /// <summary>Checks the name of a CodeBuild project: 2–150 of <c>A-Z a-z 0-9 - _</c>, starting with a letter or digit (CodeBuild API model).</summary>
    /// <param name="project">The name.</param>
    /// <returns>The finding, or null.</returns>
    public static Finding? CheckBuildProject(string project) => s_buildProject.IsMatch(project) ? null : new Finding(
        "InvalidBuildProject",
        $"'{project}' is not a valid name of a CodeBuild project. The name has 2 to 150 letters, digits or - _, and starts with a letter or digit. Specify the name, not the ARN.");

    /// <summary>Checks the name of an artifact bucket: 3–63 of <c>a-z 0-9 - .</c>, without a folder.</summary>
    /// <param name="bucket">The name.</param>
    /// <param name="path">The path of the value in the definition; null for a parameter.</param>
    /// <returns>The finding, or null.</returns>
    public static Finding? CheckBucket(string? bucket, string? path = null)
    {
        if (string.IsNullOrEmpty(bucket))
        {
            return new Finding("ArtifactBucketMissing", "The artifact bucket is required. Specify -ArtifactBucket with a bucket in the pipeline's Region.", path);
        }

        if (bucket!.IndexOf('/') >= 0 || bucket.IndexOf('\\') >= 0)
        {
            var hint = bucket.StartsWith("s3://", System.StringComparison.OrdinalIgnoreCase) ? bucket.Substring(5) : bucket;
            return new Finding(
                "InvalidArtifactBucket",
                $"The artifact bucket '{bucket}' contains a folder. CodePipeline creates its own folders. Specify only the name of the bucket: '{hint.Split('/', '\\')[0]}'.",
                path);
        }

        return s_bucket.IsMatch(bucket) ? null : new Finding(
            "InvalidArtifactBucket", $"'{bucket}' is not a valid name of a bucket. Use 3 to 63 characters of a-z, 0-9, '-' and '.', for example my-artifacts.", path);
    }
}
