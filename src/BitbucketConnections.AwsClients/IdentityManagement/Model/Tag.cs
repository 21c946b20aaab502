namespace Amazon.IdentityManagement.Model;

/// <summary>A tag of the API.</summary>
public partial class Tag
{
    /// <summary>Gets or sets the key: 1–128 characters, of the pattern <c>[\p{L}\p{Z}\p{N}_.:/=+\-@]+</c>; required.</summary>
    public string? Key { get; set; }

    /// <summary>Gets or sets the value: 0–256 characters, of the pattern <c>[\p{L}\p{Z}\p{N}_.:/=+\-@]*</c>; required.</summary>
    public string? Value { get; set; }
}
