using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed class Page<T>
{
    /// <summary>Initializes a new instance of the <see cref="Page{T}"/> class.</summary>
    /// <param name="items">What the page holds; may be empty.</param>
    /// <param name="next">Where the next page starts; null after the last.</param>
    public Page(IReadOnlyList<T> items, PageCursor? next)
    {
        Items = items;
        Next = next;
    }

    /// <summary>Gets what the page holds; may be empty though more pages follow.</summary>
    public IReadOnlyList<T> Items { get; }

    /// <summary>Gets where the next page starts; null after the last.</summary>
    public PageCursor? Next { get; }
}

/// <summary>Where the next page of a list starts. Only the service that made it can read it.</summary>
public abstract class PageCursor
{
}
