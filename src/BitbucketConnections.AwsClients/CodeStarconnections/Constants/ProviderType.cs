using Amazon.Runtime;

namespace Amazon.CodeStarconnections;

/// <summary>The values of provider type; a value that AWS added later is kept as it is.</summary>
public class ProviderType : ConstantClass
{
    /// <summary>The value <c>Bitbucket</c>.</summary>
    public static readonly ProviderType Bitbucket = new("Bitbucket");

    /// <summary>The value <c>GitHub</c>.</summary>
    public static readonly ProviderType GitHub = new("GitHub");

    /// <summary>The value <c>GitHubEnterpriseServer</c>.</summary>
    public static readonly ProviderType GitHubEnterpriseServer = new("GitHubEnterpriseServer");

    /// <summary>The value <c>GitLab</c>.</summary>
    public static readonly ProviderType GitLab = new("GitLab");

    /// <summary>The value <c>GitLabSelfManaged</c>.</summary>
    public static readonly ProviderType GitLabSelfManaged = new("GitLabSelfManaged");

    /// <summary>Initializes a new instance of the <see cref="ProviderType"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public ProviderType(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ProviderType?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static ProviderType FindValue(string value) => FindValue<ProviderType>(value);
}
