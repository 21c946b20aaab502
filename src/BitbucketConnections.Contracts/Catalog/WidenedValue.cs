namespace BitbucketConnections.Catalog;

/// <summary>A value of a configuration that a policy can't contain exactly.</summary>
public sealed class WidenedValue
{
    /// <summary>Initializes a new instance of the <see cref="WidenedValue"/> class.</summary>
    /// <param name="key">The configuration key.</param>
    /// <param name="hasVariable">True if the value has a variable; false if it is not an ARN where only an ARN names the resource.</param>
    /// <param name="resource">The resource that the policy contains.</param>
    public WidenedValue(string key, bool hasVariable, string resource) => (Key, HasVariable, Resource) = (key, hasVariable, resource);

    /// <summary>Gets the configuration key.</summary>
    public string Key { get; }

    /// <summary>Gets a value indicating whether the value has a variable. If not, it is not an ARN where only an ARN names the resource.</summary>
    public bool HasVariable { get; }

    /// <summary>Gets the resource that the policy contains.</summary>
    public string Resource { get; }
}
