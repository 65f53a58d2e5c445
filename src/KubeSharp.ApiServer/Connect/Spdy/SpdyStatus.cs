namespace KubeSharp.ApiServer.Connect.Spdy;

/// <summary>Status codes of RST_STREAM (and, where they overlap, GOAWAY) frames.</summary>
internal enum SpdyStatus : uint
{
    Ok = 0,
    ProtocolError = 1,
    InvalidStream = 2,
    RefusedStream = 3,
    UnsupportedVersion = 4,
    Cancel = 5,
    InternalError = 6,
    FlowControlError = 7,
    StreamInUse = 8,
    StreamAlreadyClosed = 9,
    FrameTooLarge = 11,
}
