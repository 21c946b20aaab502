namespace BitbucketConnections.Engine.DefinitionFiles;

/// <summary>Creates the errors of a file that contains no definition. They do not show the content of the file.</summary>
internal static class DefinitionFileErrors
{
    /// <summary>The commands that write a file with a definition, for the end of a sentence.</summary>
    /// <param name="name">The name of the pipeline; null if it is not known.</param>
    /// <returns>The commands.</returns>
    public static string Commands(string? name = null) =>
        $"'Export-BitbucketPipeline {name ?? "NAME"} -Path pipeline.json' or 'aws codepipeline get-pipeline --name {name ?? "NAME"} --output json > pipeline.json'";

    /// <summary>Gets the error of a file of another kind.</summary>
    /// <param name="what">What the file is, such as <c>a Jenkinsfile</c>.</param>
    /// <param name="remedy">The sentence with the remedy; null for the commands that write a definition.</param>
    /// <param name="name">The name of the pipeline, for the commands; null if it is not known.</param>
    /// <returns>The error.</returns>
    public static ServiceException Foreign(string what, string? remedy = null, string? name = null) => Of(
        new Finding("DefinitionFormatNotSupported", $"The definition file is {what}. {remedy ?? $"Get the definition with {Commands(name)}."}"));

    /// <summary>Gets the error of a file that is not valid.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The error.</returns>
    public static ServiceException Invalid(string message) => Of(new Finding("InvalidDefinitionJson", message));

    private static ServiceException Of(Finding finding) => ServiceException.FromFindings([finding]);
}
