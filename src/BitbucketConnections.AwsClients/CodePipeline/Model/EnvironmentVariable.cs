namespace Amazon.CodePipeline.Model;

/// <summary>An environment variable of the API.</summary>
public partial class EnvironmentVariable
{
    /// <summary>Gets or sets the name: 1–128 characters, of the pattern <c>[A-Za-z0-9_]+</c>; required.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the value: 1–2000 characters, of the pattern <c>.*</c>; required.</summary>
    public string? Value { get; set; }

    /// <summary>Gets or sets the type: one of <c>PLAINTEXT</c>, <c>SECRETS_MANAGER</c>.</summary>
    public EnvironmentVariableType? Type { get; set; }
}
