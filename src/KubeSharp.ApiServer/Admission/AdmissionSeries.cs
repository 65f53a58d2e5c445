using Prometheus;

namespace KubeSharp.ApiServer.Admission;

/// <summary>The time that a plugin, or a whole phase, takes for one operation, in seconds. A series that counts nothing is not shown.</summary>
/// <param name="withRejected">The series with the label rejected set to "true" or "false".</param>
internal sealed class AdmissionSeries(Func<string, IHistogram> withRejected)
{
    private IHistogram? _accepted;
    private IHistogram? _rejected;

    public void Observe(TimeSpan elapsed, bool rejected)
    {
        var series = rejected ? _rejected ??= withRejected("true") : _accepted ??= withRejected("false");
        series.Observe(elapsed.TotalSeconds);
    }
}
