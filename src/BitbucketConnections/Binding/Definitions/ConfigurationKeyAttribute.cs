using System;

namespace BitbucketConnections.Binding.Definitions;

/// <summary>Sets the configuration key of a parameter.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ConfigurationKeyAttribute : Attribute
{
    public ConfigurationKeyAttribute(string key) => Key = key;

    public string Key { get; }

    /// <summary>Gets or sets a value indicating whether the key is also written if the parameter is omitted.</summary>
    public bool IsAlwaysWritten { get; set; }
}
