using System.Collections.Concurrent;

namespace KubeSharp.ApiServer.Cache.Forms;

/// <summary>
/// Bounds the encoded forms that entries keep. Over the limit the oldest go, with a second chance for those used since; and every
/// <see cref="Trim"/> drops what was not used since the one before.
/// </summary>
internal sealed class EncodingBudget(long limit)
{
    private readonly ConcurrentQueue<(Entry Entry, int Size)> _kept = new();
    private long _bytes;

    public long Bytes => Interlocked.Read(ref _bytes);

    public void Add(Entry entry, int size)
    {
        _kept.Enqueue((entry, size));
        if (Interlocked.Add(ref _bytes, size) <= limit)
        {
            return;
        }

        for (int spared = 0; Bytes > limit && _kept.TryDequeue(out (Entry Entry, int Size) oldest);)
        {
            // A list larger than the budget touches everything; at some point the oldest has to go all the same.
            if (spared < 16 && oldest.Entry != entry && oldest.Entry.TakeDemand())
            {
                spared++;
                _kept.Enqueue(oldest);
            }
            else
            {
                Drop(oldest.Entry, oldest.Size);
            }
        }
    }

    public void Trim()
    {
        for (int count = _kept.Count; count > 0 && _kept.TryDequeue(out (Entry Entry, int Size) oldest); count--)
        {
            if (oldest.Entry.TakeDemand())
            {
                _kept.Enqueue(oldest);
            }
            else
            {
                Drop(oldest.Entry, oldest.Size);
            }
        }
    }

    private void Drop(Entry entry, int size)
    {
        entry.DropEncoded();
        Interlocked.Add(ref _bytes, -size);
    }
}
