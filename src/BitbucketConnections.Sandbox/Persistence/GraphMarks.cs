namespace BitbucketConnections.Sandbox.Persistence;

/// <summary>The members of saved objects that are not members of their types.</summary>
internal static class GraphMarks
{
    /// <summary>The number of an object that other places refer to.</summary>
    public const string Id = "$id";

    /// <summary>The number of an object that stands elsewhere.</summary>
    public const string Reference = "$ref";

    /// <summary>The type of an object, where it is not the type of its member.</summary>
    public const string Type = "$type";

    /// <summary>The JSON of an object that is made of it.</summary>
    public const string Json = "$json";
}
