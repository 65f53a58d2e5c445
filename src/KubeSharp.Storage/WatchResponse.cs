namespace KubeSharp.Storage;

/// <summary>
/// Events of a watch, in order. A response without events is a progress notification: everything up to
/// <see cref="Revision"/> has been delivered.
/// </summary>
/// <param name="Revision">All events of the range up to this revision have been delivered with this response.</param>
/// <param name="Events">Whole transactions: the events of one revision are never split.</param>
public sealed record WatchResponse(long Revision, IReadOnlyList<KeyEvent> Events);
