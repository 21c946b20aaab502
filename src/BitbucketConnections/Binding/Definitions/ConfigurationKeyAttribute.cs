using System;

namespace BitbucketConnections.Binding.Definitions;

/// <summary>Says which key of an action's configuration a parameter becomes.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ConfigurationKeyAttribute : Attribute
{
    public ConfigurationKeyAttribute(string key) => Key = key;

    public string Key { get; }

    /// <summary>Gets or sets a value indicating whether the key is written also when the parameter is not given.</summary>
    public bool IsAlwaysWritten { get; set; }
}
