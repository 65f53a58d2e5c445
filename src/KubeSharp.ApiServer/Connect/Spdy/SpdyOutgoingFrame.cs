namespace KubeSharp.ApiServer.Connect.Spdy;

/// <param name="Head">The frame header and, for control frames, the whole payload.</param>
/// <param name="Data">Payload of a data frame. Belongs to its sender, who waits for <paramref name="Written"/>.</param>
/// <param name="Written">Completed when the frame is written; null where nobody waits.</param>
internal readonly record struct SpdyOutgoingFrame(byte[] Head, ReadOnlyMemory<byte> Data, TaskCompletionSource? Written);
