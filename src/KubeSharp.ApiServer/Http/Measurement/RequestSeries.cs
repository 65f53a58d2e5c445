using Prometheus;

namespace KubeSharp.ApiServer.Http.Measurement;

/// <summary>The series that one kind of request is counted in, looked up once.</summary>
/// <param name="Total">Requests.</param>
/// <param name="Duration">Seconds.</param>
/// <param name="ServiceDuration">Seconds that the server itself needed.</param>
/// <param name="ResponseSize">Bytes; null where it is not measured.</param>
/// <param name="BodySize">Bytes; null where it is not measured.</param>
internal sealed record RequestSeries(
    ICounter Total, IHistogram Duration, IHistogram ServiceDuration, IHistogram? ResponseSize, IHistogram? BodySize);
