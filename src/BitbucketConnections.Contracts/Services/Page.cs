using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public sealed class Page<T>
{
    /// <summary>Initializes a new instance of the <see cref="Page{T}"/> class.</summary>
    /// <param name="items">The items of the page; can be empty.</param>
    /// <param name="next">Where the next page starts; null after the last.</param>
    public Page(IReadOnlyList<T> items, PageCursor? next)
    {
        Items = items;
        Next = next;
    }

    /// <summary>Gets the items of the page; can be empty even if more pages follow.</summary>
    public IReadOnlyList<T> Items { get; }

    /// <summary>Gets where the next page starts; null after the last.</summary>
    public PageCursor? Next { get; }
}

/// <summary>The start of the next page of a list. Only the service that created it can use it.</summary>
public abstract class PageCursor
{
}
