using System.Globalization;
using System.Text;
using KubeSharp.ApiServer.Http;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Fairness;

/// <summary>/debug/api_priority_and_fairness/: what levels, queues and waiting requests there are, as upstream's tables.</summary>
internal sealed class FairnessDumps(FairnessGate gate) : INonResourceHandler
{
    public const string Prefix = "/debug/api_priority_and_fairness";

    public Task HandleAsync(RequestInfo info, QueryParameters query, HttpContext http, CancellationToken cancellationToken)
    {
        var lines = info.Path[Prefix.Length..].Trim('/') switch
        {
            "dump_priority_levels" => Levels(),
            "dump_queues" => Queues(),
            "dump_requests" => Requests(),
            _ => null,
        };
        return lines is null
            ? PlainText.NotFoundAsync(http, cancellationToken)
            : PlainText.WriteAsync(http, StatusCodes.Status200OK, Table(lines), cancellationToken);
    }

    private List<string[]> Levels()
    {
        List<string[]> lines =
        [
            ["PriorityLevelName", "ActiveQueues", "IsIdle", "IsQuiescing", "WaitingRequests", "ExecutingRequests", "DispatchedRequests", "RejectedRequests", "TimedoutRequests", "CancelledRequests"],
        ];
        foreach (var level in gate.State.Levels)
        {
            var active = level.Read(static queues => queues.Count(static queue => queue.Waiting.Count + queue.Executing > 0));
            lines.Add(
            [
                level.Name, Text(active), Text(level.WaitingCount + level.Executing == 0), Text(false), Text(level.WaitingCount),
                Text(level.Executing), Text(level.Dispatched), Text(level.Rejected), Text(level.TimedOut), Text(level.Cancelled),
            ]);
        }

        return lines;
    }

    private List<string[]> Queues()
    {
        List<string[]> lines =
        [
            ["PriorityLevelName", "Index", "PendingRequests", "ExecutingRequests", "SeatsInUse", "NextDispatchR", "InitialSeatsSum", "MaxSeatsSum", "TotalWorkSum"],
        ];
        foreach (var level in gate.State.Levels)
        {
            lines.AddRange(level.Read(queues => queues.Select(queue => new[]
            {
                level.Name, Text(queue.Index), Text(queue.Waiting.Count), Text(queue.Executing), Text(queue.SeatsInUse), Seconds(queue.Due),
                Text(queue.WaitingSeats), Text(queue.WaitingSeats), Seconds(queue.WaitingSeats * 0.003),
            }).ToList()));
        }

        return lines;
    }

    private List<string[]> Requests()
    {
        List<string[]> lines =
        [
            ["PriorityLevelName", "FlowSchemaName", "QueueIndex", "RequestIndexInQueue", "FlowDistingsher", "ArriveTime", "InitialSeats", "FinalSeats", "AdditionalLatency"],
        ];
        foreach (var level in gate.State.Levels)
        {
            lines.AddRange(level.Read(queues => queues.SelectMany(queue => queue.Waiting.Select((request, index) => new[]
            {
                level.Name, request.Flow.Name, Text(queue.Index), Text(index), request.Distinguisher,
                request.Arrived.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture), Text(request.Width), "0", "0s",
            })).ToList()));
        }

        return lines;
    }

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(double value) => value.ToString("F8", CultureInfo.InvariantCulture) + "ss";

    /// <summary>Cells end in a comma and are padded, as Go's tabwriter does it.</summary>
    private static string Table(List<string[]> lines)
    {
        var widths = lines[0].Select((_, column) => lines.Max(line => line[column].Length) + 2).ToArray();
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            for (var column = 0; column < line.Length; column++)
            {
                text.Append(column == line.Length - 1 ? line[column] : (line[column] + ",").PadRight(widths[column]));
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}
