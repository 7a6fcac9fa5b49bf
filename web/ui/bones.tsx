import './bones.css'

type Given = { readonly height: number; readonly width?: number | string; readonly rows?: number }

/** Grey bars of the size that the true content will have. */
export function Bones({ height, width = '100%', rows = 1 }: Given) {
  return (
    <div className="lk-bones" aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="lk-bone" style={{ height, width: row === rows - 1 && rows > 1 ? '60%' : width }} />
      ))}
    </div>
  )
}
