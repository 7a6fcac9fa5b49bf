import {
  BellOutlined,
  BookOutlined,
  CalendarOutlined,
  CheckSquareOutlined,
  CustomerServiceOutlined,
  ClockCircleOutlined,
  CommentOutlined,
  DatabaseOutlined,
  DotChartOutlined,
  DownloadOutlined,
  FallOutlined,
  FormOutlined,
  FileProtectOutlined,
  FunnelPlotOutlined,
  GiftOutlined,
  HomeOutlined,
  InboxOutlined,
  LineChartOutlined,
  LinkOutlined,
  MergeCellsOutlined,
  PlaySquareOutlined,
  SettingOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import type { ComponentType } from 'react'
import type { Permission } from '#core/platform/access.ts'

export type Entrance = {
  readonly to: string
  readonly text:
    | 'home'
    | 'map'
    | 'warnings'
    | 'churn'
    | 'forecast'
    | 'customers'
    | 'pools'
    | 'relationships'
    | 'playbooks'
    | 'plays'
    | 'care'
    | 'opportunities'
    | 'agreements'
    | 'concerns'
    | 'surveys'
    | 'calendar'
    | 'tasks'
    | 'activities'
    | 'due'
    | 'data'
    | 'exports'
    | 'duplicates'
    | 'settings'
  readonly icon: ComponentType<{ readonly 'aria-hidden'?: 'true' }>
  readonly needs?: Permission
  /** The room that it is a page of: shown under it at the left, and reached from its pages on a phone. */
  readonly under?: string
}

/** The rooms in the order of the story. A room is shown once its page exists, to whoever may read it. */
export const navigation: readonly Entrance[] = [
  { to: '/', text: 'home', icon: HomeOutlined },
  { to: '/calendar', text: 'calendar', icon: CalendarOutlined, needs: 'customers.read' },
  { to: '/tasks', text: 'tasks', icon: CheckSquareOutlined, needs: 'customers.read', under: '/calendar' },
  { to: '/activities', text: 'activities', icon: CommentOutlined, needs: 'customers.read', under: '/calendar' },
  { to: '/due', text: 'due', icon: ClockCircleOutlined, needs: 'customers.read', under: '/calendar' },
  { to: '/map', text: 'map', icon: DotChartOutlined, needs: 'values.read' },
  { to: '/warnings', text: 'warnings', icon: BellOutlined, needs: 'values.read', under: '/map' },
  { to: '/churn', text: 'churn', icon: FallOutlined, needs: 'values.read', under: '/map' },
  { to: '/forecast', text: 'forecast', icon: LineChartOutlined, needs: 'values.read', under: '/map' },
  { to: '/customers', text: 'customers', icon: TeamOutlined, needs: 'customers.read' },
  { to: '/pools', text: 'pools', icon: InboxOutlined, needs: 'customers.read', under: '/customers' },
  { to: '/relationships', text: 'relationships', icon: LinkOutlined, needs: 'values.read' },
  { to: '/surveys', text: 'surveys', icon: FormOutlined, needs: 'customers.read', under: '/relationships' },
  { to: '/playbooks', text: 'playbooks', icon: BookOutlined, needs: 'customers.read' },
  { to: '/plays', text: 'plays', icon: PlaySquareOutlined, needs: 'customers.read', under: '/playbooks' },
  { to: '/care', text: 'care', icon: GiftOutlined, needs: 'customers.read', under: '/playbooks' },
  { to: '/opportunities', text: 'opportunities', icon: FunnelPlotOutlined, needs: 'customers.read' },
  { to: '/agreements', text: 'agreements', icon: FileProtectOutlined, needs: 'customers.read', under: '/opportunities' },
  { to: '/concerns', text: 'concerns', icon: CustomerServiceOutlined, needs: 'customers.read' },
  { to: '/data', text: 'data', icon: DatabaseOutlined, needs: 'imports.manage' },
  { to: '/data/duplicates', text: 'duplicates', icon: MergeCellsOutlined, needs: 'customers.merge', under: '/data' },
  { to: '/exports', text: 'exports', icon: DownloadOutlined, needs: 'exports.create', under: '/data' },
  { to: '/settings', text: 'settings', icon: SettingOutlined, needs: 'settings.read' },
]
