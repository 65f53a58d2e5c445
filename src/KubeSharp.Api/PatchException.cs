namespace KubeSharp.Api;

/// <summary>A patch that cannot be read, or does not apply to the document.</summary>
public sealed class PatchException : Exception
{
    public PatchException(string message, bool isMalformed = false)
        : base(message) => IsMalformed = isMalformed;

    public PatchException(string message, Exception inner)
        : base(message, inner) => IsMalformed = true;

    /// <summary>The patch itself is bad (400), rather than its meeting with the document (422).</summary>
    public bool IsMalformed { get; }

    /// <summary>Upstream has no status for this: the answer is a bare 500 with the message.</summary>
    public bool IsBare { get; init; }

    /// <summary>The patch has more operations than are allowed (413).</summary>
    public bool IsTooLarge { get; init; }

    /// <summary>Nothing is wrong but that a <c>test</c> operation has not found what it expects.</summary>
    public bool IsFailedTest { get; init; }
}
