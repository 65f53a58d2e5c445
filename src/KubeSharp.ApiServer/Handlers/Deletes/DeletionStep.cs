namespace KubeSharp.ApiServer.Handlers.Deletes;

/// <summary>What a delete request does to an object.</summary>
internal enum DeletionStep
{
    /// <summary>A deletion is under way and this request does not speed it up.</summary>
    Nothing,

    /// <summary>Store the object marked as being deleted; somebody else will finish it.</summary>
    Mark,

    /// <summary>Store the mark, then remove the object.</summary>
    MarkAndRemove,

    Remove,
}
