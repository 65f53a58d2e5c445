using KubeSharp.Storage.Embedded.Log;

namespace KubeSharp.Storage.Embedded.Writing;

/// <summary>
/// Removes compacted rows and returns their pages to the file system, a little between batches, so that writers hardly wait. What a crash
/// interrupts is found again at the next start.
/// </summary>
internal sealed class RowRemover(LogWriter log)
{
    private const int RowsAtOnce = 500;
    private const int PagesAtOnce = 250;

    // Free pages are reused by the next writes; only what exceeds this (4 MiB) goes back.
    private const int FreePagesKept = 1024;

    private readonly Queue<long> _rows = new();
    private bool _releasing;

    public bool HasWork => _rows.Count > 0 || _releasing;

    public void Add(IEnumerable<long> rows)
    {
        foreach (long row in rows)
        {
            _rows.Enqueue(row);
        }

        _releasing = true;
    }

    /// <summary>Does one portion as a transaction of its own.</summary>
    public void Step()
    {
        if (_rows.Count > 0)
        {
            for (int i = 0; i < RowsAtOnce && _rows.TryDequeue(out long row); i++)
            {
                log.RemoveRow(row);
            }

            log.Commit();
        }
        else
        {
            _releasing = log.ReleasePages(FreePagesKept, PagesAtOnce);
        }
    }

    public void GiveUp()
    {
        _rows.Clear();
        _releasing = false;
    }
}
